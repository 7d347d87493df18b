/** One mistake somebody could make, and the test that must turn red for it. The mistakes lie in `faults/`, by topic. */
export interface Fault {
  name: string
  file: string
  /** What stands in the file, exactly once. */
  text: string
  replacement: string
  test: string
}

/** The routes the matrix walks while it is looked for faults: enough to find each, in less time. */
export const environment = { MATRIX_ROUTES: '/staff(/clients.*|/seat)?$|/portal/:practice$' }

/** Tests that start the program itself, as it is built. */
export const ofTheProgram = ['test/privacy/canaries.test.ts', 'test/documents/race.test.ts']
