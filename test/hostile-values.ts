/** Values nobody types, each for a kind of mistake: in whatever stands behind, one of them would act or break. */
export const hostileValues: Record<string, string> = {
  nothing: '',
  'a zero byte': 'a\0b',
  'lines of a header': 'x\r\nBcc: eve@elm.example\r\n\r\nx',
  'ten thousand letters': 'x'.repeat(10_000),
  SQL: `'; drop table clients; -- " or 1=1`,
  'a search in a directory': '*)(uid=*))(|(uid=*',
  'an object as text': '{"not":""}',
  __proto__: '__proto__',
  constructor: 'constructor',
  'a way up': '../../../../etc/passwd',
  'a number too large': '99999999999999999999999',
  'less than nothing': '-1',
  'no number': 'NaN',
  'a day that was never': '2026-02-31',
  'a pattern that takes for ever': `${'a'.repeat(200)}!`,
  'marks of another language': '‮\u0301\u200D\uFEFF',
}

/** The same field in shapes a form never sends: its name becomes what is written here. */
export const hostileBodies: Record<string, (name: string) => string> = {
  'an operator': (name) => `${name}[not]=`,
  'an operator encoded': (name) => `${name}%5Bcontains%5D=a`,
  'a list': (name) => `${name}[]=1&${name}[]=2`,
  twice: (name) => `${name}=1&${name}=2`,
  'a list of a thousand': (name) => Array.from({ length: 300 }, () => `${name}=1`).join('&'),
  'a dotted name': (name) => `${name}.constructor.name=1`,
  '__proto__ beside it': (name) => `${name}=1&__proto__=1&__proto__[isAdmin]=1&constructor[prototype][isAdmin]=1`,
  'half a character': (name) => `${name}=a%ED%A0%80b`,
  'a broken escape': (name) => `${name}=%E0%A4%A`,
  'a name of zero bytes': (name) => `${name}%00=1`,
}
