import type { Fault } from '../faults.ts'

const matrix = 'test/matrix.test.ts'

/** S11: what comes from elsewhere, and what goes out with every answer. */
export const faults: Fault[] = [
  {
    name: 'origin check off',
    file: 'src/web/same-origin.ts',
    text: "if (request.method !== 'POST' || !own) throw",
    replacement: "if (request.method !== 'POST') throw",
    test: matrix,
  },
  {
    name: 'a sibling site let in',
    file: 'src/web/same-origin.ts',
    text: "site === 'same-origin'",
    replacement: "site !== 'cross-site'",
    test: matrix,
  },
  {
    name: 'other methods let in',
    file: 'src/web/same-origin.ts',
    text: "if (request.method !== 'POST' || !own) throw",
    replacement: 'if (!own) throw',
    test: matrix,
  },
  {
    name: 'inline style allowed',
    file: 'src/web/headers.ts',
    text: 'styleSrc: self,',
    replacement: `styleSrc: ["'self'", "'unsafe-inline'"],`,
    test: matrix,
  },
  {
    name: 'pages kept in caches',
    file: 'src/web/headers.ts',
    text: "response.set('Cache-Control', 'no-store')",
    replacement: "response.set('Cache-Control', 'private')",
    test: matrix,
  },
]
