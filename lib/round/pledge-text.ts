/** Of the confidentiality rules that are in force. */
export const pledgeVersion = "2026-12"
