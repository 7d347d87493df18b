import type { FormContent } from './form.ts'
import { shownElements, type ShownElement } from './form-page.ts'

/** A form as it is printed to be filled in with a pen. */
export interface BlankForm {
  content: FormContent
  sections: { title: string; shown: ShownElement[] }[]
}

export function blankForm(content: FormContent): BlankForm {
  const blank = { values: {}, errors: [] }
  const sections = content.sections.map((section) => ({ title: section.title, shown: shownElements(section, blank) }))
  return { content, sections }
}
