/** How VAT ids of the Union begin; Greece is EL there, Northern Ireland XI. */
export const vatIdPrefixes =
  "AT BE BG CY CZ DE DK EE EL ES FI FR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK XI".split(" ")
