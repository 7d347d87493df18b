/**
 * Where a spreadsheet would take what follows for a formula: at the beginning of a cell, and after what some take for the
 * beginning of another, because their lists are separated otherwise.
 */
const FORMULA = /^(?=[\t\r])|(^|[;\t\r\n])(?=\s*[=+\-@＝＋－＠])/g

const cell = (text: string) => `"${text.replace(FORMULA, "$1'").replaceAll('"', '""')}"`

/** Rows as comma-separated values (RFC 4180), every cell quoted; before what would be a formula stands '. */
export const csvOf = (rows: string[][]): Buffer =>
  Buffer.from(rows.map((row) => row.map(cell).join(',') + '\r\n').join(''))
