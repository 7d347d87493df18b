/** What a spreadsheet would take for a formula begins so. */
const FORMULA = /^[=+\-@\t\r]/

const cell = (text: string) => `"${(FORMULA.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`

/** Rows as comma-separated values (RFC 4180), every cell quoted; a cell that would be a formula begins with '. */
export const csvOf = (rows: string[][]): Buffer =>
  Buffer.from(rows.map((row) => row.map(cell).join(',') + '\r\n').join(''))
