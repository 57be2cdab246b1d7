/** What digits and letters leave over 97, each letter as its number from A = 10 (ISO 7064, mod 97-10); 1 where they are right. */
export const over97 = (text: string): number =>
  [...text].reduce((rest, letter) => Number(`${rest}${parseInt(letter, 36)}`) % 97, 0)
