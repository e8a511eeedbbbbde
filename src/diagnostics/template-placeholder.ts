/**
 * Whether a text of a document contains a placeholder of a template language: `{{ memory }}`, `{% if uefi %}`, `${MEMORY}`,
 * `%(memory)s`, `%s`, `@MEMORY@` or `<%= @memory %>`.
 */
export const hasTemplatePlaceholder = (text: string): boolean => PLACEHOLDER.test(text)

const PLACEHOLDER =
  /\{\{.*\}\}|\{%.*%\}|\$\{?[A-Za-z_]\w*\}?|%\(\w+\)[sd]|^%[sd]$|@[A-Z_]{2,}@|<%.*%>/s

/** The help for a value with such a placeholder. */
export const TEMPLATE_HELP =
  'this is a placeholder of a template: fill in the template, and pass the result to vmc'
