/** Who speaks, and for whom they may: access tokens are named after users. */
import type { WireOp } from '@/base/wire'
import { MINA } from './tablets'

const OTHER = /^(?:Bearer access|refresh)-user-(\d+)$/

/** The user behind a token that names one; everybody else is Mina. */
export const callerOf = (token: string | null | undefined): number =>
  Number(OTHER.exec(token ?? '')?.[1] ?? MINA)

export const isOther = (token: string | null | undefined): boolean => OTHER.test(token ?? '')

export const grantOf = (user: number): string => `grant of ${user}`

export const maySend = (op: WireOp, access: string | null): boolean =>
  op.marked_by === callerOf(access) || op.grant === grantOf(op.marked_by)
