/** The face of the store: screens and the sync engine use these names only. */

export { type Ahead, markAhead, readAhead } from './ahead'
export { type Applied, applyAnswers, applyReply } from './apply'
export {
  type Asked,
  ask,
  type Download,
  download,
  editing,
  type Poster,
  poster,
  type Refusal,
  removing,
  unsaidWords,
  uploader,
} from './asks'
export { forgetBase } from './base'
export {
  type ConflictsView,
  type ConflictView,
  readConflicts,
  watchConflicts,
} from './conflicts'
export { saveClockOffset } from './device-clock'
export {
  type Devices,
  type Directory,
  NO_DIRECTORY,
  refreshDevices,
  refreshUsers,
  watchDevices,
  watchDirectory,
} from './directory'
export { readElsewhere } from './elsewhere'
export { type FailureKind, StoreFailure } from './failures'
export { readOwnGroups, watchGroups, watchOwnGroups } from './groups'
export { dropKey, openKey } from './keys'
export {
  checkKioskPin,
  endKiosk,
  type Kiosk,
  type KioskAnswer,
  type KioskOptions,
  readKiosk,
  startKiosk,
  watchKiosk,
} from './kiosk'
export { leaseLocks } from './lease'
export { leaveTablet, lockProfile } from './leaving'
export { watchNameLeft } from './left'
export { type Listing, openListing, openWhole } from './listing'
export { type Live, live } from './live'
export {
  dismiss,
  type Marked,
  recordMark,
  recordMarks,
  recordNote,
  type UndoEntry,
  type Undone,
  type UndoToken,
  undo,
  type Wish,
} from './marks'
export { type Names, NO_NAMES, watchNames } from './names'
export { type Other, readOthers, watchOthers } from './others'
export {
  type Batch,
  handedOver,
  isBound,
  readSetAside,
  readWaiting,
  releaseBatch,
  resendAfterUpdate,
  setAside,
  takeBatch,
} from './outbox'
export { overlaid } from './overlay'
export { type PersonHere, readPeopleHere } from './people-here'
export {
  checkPin,
  hasPin,
  MOST_TRIES,
  PIN_LENGTH,
  type PinAnswer,
  type PinFault,
  pinFault,
  pinState,
  removePin,
  setPin,
} from './pin'
export { declinePin, offersPin, setIdleMinutes } from './pin-choices'
export { type QueuedMark, type QueueView, readSent, type SentView, watchQueue, watchSent } from './queue'
export { type Readiness, watchReadiness } from './readiness'
export { reasonInWords } from './reasons'
export { readRecord, watchRecord } from './records'
export { type Asking, pathOfNext, type RefreshAsk, refreshBody, refreshPage } from './refresh'
export { type Remote, readRemote, saveRemote, watchRemote } from './remote'
export { exportRescue, type RescueFile } from './rescue'
export { type RosterView, readRoster, watchRoster, watchRosterView } from './roster'
export { watchInnerGroups } from './roster-groups'
export { type Recent, type RecentBook, recentBook } from './roster-recent'
export type * from './rows'
export type { Keys } from './sealing'
export {
  type Begun,
  beginOnTheSpot,
  endSession,
  type SessionDeed,
  type SpotWish,
  startSession,
} from './session-times'
export {
  readSessions,
  type SessionsView,
  watchNumber,
  watchSession,
  watchSessions,
} from './sessions'
export {
  type Colleague,
  otherProfiles,
  readRefresh,
  replaceRefresh,
  saveSignIn,
} from './sign-ins'
export { readStates, watchStates } from './states'
export { readStatus, savePersisted, savePhase, watchStatus } from './status'
export { type Health, openProfile, type Store } from './store'
export { readSubscription, setSubscription, watchSubscription } from './subscription'
export {
  becomeAnother,
  beginAt,
  chooseProfile,
  deviceIdNow,
  deviceName,
  hasTwin,
  isOpen,
  keysOf,
  noteTwin,
  openTablet,
  profileId,
  profileIds,
  queueKeys,
  readTablet,
  saveUser,
  setDeviceName,
  type Tablet,
  type TabletView,
  watchTablet,
} from './tablet'
export { wireOp } from './travel'
export { type Action, createUndoStack, type UndoStack, undoStackOf } from './undo-stack'
export { recordWalkIn, type WalkedIn, type WalkIn } from './walk-in'
