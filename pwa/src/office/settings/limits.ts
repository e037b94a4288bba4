/** Bounds of an organization's settings, as the server has them (accounts/rules.py): it decides, these only say it first. */

const DAYS = 1440

export const LIMITS = {
  /** Minutes. */
  inactivity: { least: 5, most: 90 * DAYS, usual: 14 * DAYS },
  /** Days. */
  signIn: { least: 1, most: 90, usual: 30 },
  backdating: { least: 0, most: 36_500, usual: 60 },
} as const
