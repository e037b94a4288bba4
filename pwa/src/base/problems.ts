/** RFC 9457 problems as the API sends them, and how an unknown body becomes one. */
export interface FieldProblem {
  pointer: string
  code: string
  detail: string
}

export interface Problem {
  title: string
  status: number
  detail: string
  code: string
  errors: FieldProblem[]
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const words = (value: unknown): string => (typeof value === 'string' ? value : '')

function fieldProblem(value: unknown): FieldProblem[] {
  if (!isObject(value)) return []
  return [{ pointer: words(value.pointer), code: words(value.code), detail: words(value.detail) }]
}

/** The problem in an answer's body, or null when the body is not ours (a proxy's page, a captive portal). */
export function readProblem(status: number, body: unknown): Problem | null {
  if (!isObject(body) || typeof body.code !== 'string') return null
  const errors = Array.isArray(body.errors) ? body.errors.flatMap(fieldProblem) : []
  return {
    title: words(body.title),
    status,
    detail: words(body.detail),
    code: sameSpelling(body.code),
    errors,
  }
}

/** Codes are compared with one spelling of the joiner. */
export const sameSpelling = (code: string): string => code.replaceAll('-', '_')
