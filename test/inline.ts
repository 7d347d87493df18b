/** What the Content-Security-Policy would refuse in a page: style attributes, event handlers, scripts without a file. */
export function inlineIn(html: string): string[] {
  const tags = html.match(/<[a-z][^>]*>/gi) ?? []
  const inTags = tags.filter((tag) => /\s(style|on[a-z]+)\s*=|javascript:|^<style/i.test(tag))
  const scripts = [...html.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/gi)]
  const inline = scripts.filter(([, attributes = '', code = '']) => code.trim() || !/\ssrc=/.test(attributes))
  return [...inTags, ...inline.map(([whole]) => whole)]
}
