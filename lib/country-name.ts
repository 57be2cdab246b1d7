/** "Österreich" of "AT"; the code itself where it has no name. */
export const countryName = (code: string, locale: string): string =>
  new Intl.DisplayNames(locale, { type: "region" }).of(code) ?? code
