/** The face of sync: what app and the screens may use. */
export { type Api, type ApiReply, createApi } from './api'
export { createSync, type EngineStatus, type Sync, type SyncParts, type Wish } from './engine'
export { type Compared, comparedWithServer, type Receipt, sessionReceipt } from './receipt'
export { type Credentials, type SignedIn, type SignInFailure, signIn, signOut } from './sign-in'
