/** What a number leaves over 97, letters counting from A = 10 (ISO 7064, mod 97-10): 1 where its check digits are right. */
export const over97 = (text: string): number =>
  [...text].reduce((rest, letter) => Number(`${rest}${parseInt(letter, 36)}`) % 97, 0)
