import type { Fault } from '../faults.ts'

const architecture = 'test/architecture.test.ts'

/** The shape of the code. */
export const faults: Fault[] = [
  {
    name: 'a route that touches the database',
    file: 'src/staff/staff-routes.ts',
    text: "import { staffSignIn } from './sign-in.ts'\n",
    replacement: "import { staffSignIn } from './sign-in.ts'\nimport '../platform/database.ts'\n",
    test: architecture,
  },
  {
    name: 'an operation that knows Express',
    file: 'src/clients/add-client.ts',
    text: "import type { z } from 'zod'\n",
    replacement: "import type { z } from 'zod'\nimport type { Request } from 'express'\n",
    test: architecture,
  },
  {
    name: 'an operation that knows the web',
    file: 'src/clients/add-client.ts',
    text: "import type { z } from 'zod'\n",
    replacement: "import type { z } from 'zod'\nimport { seeOther } from '../web/reply.ts'\n",
    test: architecture,
  },
  {
    name: 'a platform that knows the policy',
    file: 'src/platform/ids.ts',
    text: "import { now } from './clock.ts'\n",
    replacement: "import { now } from './clock.ts'\nimport type { Action } from '../policy.ts'\n",
    test: architecture,
  },
  {
    name: 'files in a circle',
    file: 'src/clients/client-words.ts',
    text: "import { fold } from '../fields.ts'\n",
    replacement: "import { fold } from '../fields.ts'\nimport { addClient } from './add-client.ts'\n",
    test: architecture,
  },
  {
    name: 'rules that read the database',
    file: 'src/invitations/rules.ts',
    text: "import { RuleBroken } from '../errors.ts'\n",
    replacement: "import { RuleBroken } from '../errors.ts'\nimport { atEntry } from '../platform/database.ts'\n",
    test: architecture,
  },
  {
    name: 'a second clock',
    file: 'src/clients/add-client.ts',
    text: 'createdAt: now()',
    replacement: 'createdAt: new Date()',
    test: architecture,
  },
  {
    name: 'the demonstration in the real start',
    file: 'src/start.ts',
    text: "import { createApp, type Extras } from './app.ts'\n",
    replacement: "import { createApp, type Extras } from './app.ts'\nimport './demo.ts'\n",
    test: architecture,
  },
  {
    name: 'a view that writes unescaped',
    file: 'views/errors/problem.ejs',
    text: '<%= m.heading %>',
    replacement: '<%- m.heading %>',
    test: architecture,
  },
  {
    name: 'a style in a view',
    file: 'views/layouts/portal.ejs',
    text: '<%- body %>',
    replacement: '<div style="color: red"><%- body %></div>',
    test: architecture,
  },
]
