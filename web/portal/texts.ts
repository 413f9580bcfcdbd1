// Every sentence of the portal. A translation is another object of the same shape.

const plural = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;

/** texts holds the English sentences; functions take what varies. */
export const texts = {
  product: 'Foureyes',

  signIn: 'Sign in',
  signInAt: (workforce: string) => `Sign in as one of “${workforce}”`,
  passwordElsewhere: (issuer: string) => `You sign in at ${issuer}; your password is kept there.`,
  orHere: 'Or with an account of this server:',
  signInLead: 'Sign in to see the tasks that wait for you.',
  signInAgain: 'Please sign in again',
  signInAgainLead: 'Your session has ended. Nothing is lost: sign in and go on where you were.',
  sessionOver: 'Your session has ended. Sign in again to save what you type.',
  email: 'E-mail',
  password: 'Password',
  showPassword: 'Show password',
  hidePassword: 'Hide password',
  signingIn: 'Signing in…',
  wrongPassword: 'This e-mail and password do not belong together.',
  forgot: 'Forgot your password?',
  forgotLead: 'Type your e-mail address, and a link to choose a new password is mailed to you.',
  sendLink: 'Mail me a link',
  sendingLink: 'One moment…',
  linkOnItsWay:
    'If there is an account with this address, a mail is on its way. Its link works once, for an hour.',
  noMail: 'This server sends no mail. Ask an operator for a link to choose a new password.',
  backToSignIn: 'Back to signing in',
  linkSpent:
    'This sign-in link has been used or is too old. Please sign in with your password, or ask for a new link.',
  console: 'Console',
  signOut: 'Sign out',
  signedOut: 'You are signed out.',

  welcome: 'Welcome',
  invitedLead: 'Choose a password, and you can start. You sign in with your e-mail address.',
  newPasswordTitle: 'Choose a new password',
  newPasswordLead: 'You are signed out everywhere else by it.',
  name: 'Name',
  newPassword: 'New password',
  currentPassword: 'Current password',
  passwordHint: 'At least 8 characters. A few unrelated words make a good one.',
  strength: {
    short: 'Too short: at least 8 characters.',
    weak: 'Easy to guess. Make it longer.',
    fair: 'Fair. Longer is better.',
    strong: 'Strong.',
  },
  save: 'Save',
  saving: 'Saving…',
  chooseAndSignIn: 'Save and sign in',
  choosing: 'Looking up the link…',
  passwordLinkSpent: 'This link has been used or is too old. Please ask for a new one.',
  passwordChosen: 'Your password is set. Please sign in.',

  account: 'Account',
  accountOf: (name: string) => `Account of ${name}`,
  changePassword: 'Change password',
  setPassword: 'Choose a password',
  setPasswordLead: 'You have signed in by a link. With a password you can sign in again by yourself.',
  passwordSaved: 'Password saved. You are signed out everywhere else.',
  secondFactor: 'Second factor',
  secondFactorOff:
    'Signing in asks for your password alone. An authenticator app on your phone makes it safer.',
  secondFactorRequired:
    'This server asks for a second factor: beside your password, a code of an authenticator app on your phone. Set it up, and you can go on.',
  secondFactorNeedsPassword: 'Choose a password first. The code is asked for beside it.',
  secondFactorOn: (left: number) =>
    `Signing in asks for a code of your authenticator app. ${left === 1 ? 'One recovery code is' : `${left} recovery codes are`} left.`,
  secondFactorSetUp: 'Set up an authenticator app',
  secondFactorScan:
    'Scan this picture with your authenticator app, or type the key below it. Then enter the code that the app shows.',
  secondFactorPicture: 'QR code of the key below',
  secondFactorKey: 'Key',
  secondFactorTurnOn: 'Turn on',
  secondFactorTurnOff: 'Turn off',
  secondFactorIsOn: 'Second factor turned on.',
  secondFactorIsOff: 'Second factor turned off.',
  secondFactorFailed: 'This part could not be loaded.',
  loadingSecondFactor: 'Looking for the second factor…',
  code: 'Code',
  codeHint: 'Six digits from the authenticator app, or a recovery code.',
  codeWrong: 'The code is wrong, or was used before.',
  recoveryTitle: 'Keep these recovery codes',
  recoveryLead:
    'Each lets you sign in once without the app. They are shown only now; keep them away from this device.',
  recoveryRenew: 'New recovery codes',
  recoveryKept: 'I have kept them',
  next: 'Next',

  sessions: 'Where you are signed in',
  loadingSessions: 'Looking for sessions…',
  sessionsFailed: 'The list could not be loaded.',
  thisSession: 'This browser',
  seen: (text: string) => `last used ${text}`,
  since: (text: string) => `signed in ${text}`,
  unknownBrowser: 'Unknown program',
  browserOn: (browser: string, system: string) => `${browser} on ${system}`,
  signOutThere: 'Sign out',
  signOutThereOf: (place: string) => `Sign out ${place}`,
  signOutOthers: 'Sign out everywhere else',
  endedThere: 'Signed out there.',
  endedOthers: 'Signed out everywhere else.',

  tasks: 'Tasks',
  loadingJobs: 'Looking for tasks…',
  noJobs: 'No tasks for you yet',
  noJobsLead: 'When somebody sends tasks to one of your teams, they appear here by themselves.',
  jobsFailed: 'The list could not be loaded.',
  jobsStale: 'The list could not be refreshed. What you see may be old.',
  tryAgain: 'Try again',
  startWorking: 'Start working',
  startAny: 'Start with any task',
  nothingWaiting: 'Nothing waiting',
  waiting: (count: number) => `${countText(count)} waiting`,
  mine: (count: number) => `${countText(count)} in your hands`,
  team: (name: string) => `Team ${name}`,
  timeLimit: (text: string) => `${text} per task`,
  oldest: (text: string) => `oldest ${text}`,
  searchJobs: 'Search',
  sortJobs: 'Sort',
  orders: {
    given: 'As listed',
    oldest: 'Longest waiting first',
    most: 'Most tasks first',
    shortest: 'Shortest time limit first',
  },
  noneFound: 'No job has these words.',
  noSuchJob: 'This job is not there, or not for your teams.',
  allJobs: 'Show all jobs',
  noneWaiting: 'No task is waiting any more. Somebody else was quicker.',
  held: 'In your hands',
  notifyMe: 'Notify me of new tasks while I look elsewhere',
  notifyRefused: 'This browser does not allow notifications here. You can allow them in its settings.',
  newTasks: (count: number) => plural(count, 'new task waits', 'new tasks wait'),
  newTasksLead: 'Open Foureyes to start.',
  heldLead: 'Tasks that you have started. They stay yours until their time is over.',
  continueTask: 'Continue',
  resume: 'Resume',
  paused: 'Stopped',
  accepted: 'Started',
  timeLeft: (text: string) => `${text} left`,

  task: (title: string) => `Task: ${title}`,
  backToJobs: 'Back to the list',
  opening: 'Opening the task…',
  timeLeftLabel: 'Time left',
  timeWarning: (text: string) => `${text} left for this task.`,
  more: 'More',
  pause: 'Stop and resume later',
  release: 'Release',
  releaseTitle: 'Release this task?',
  releaseLead: 'Somebody else can take it. What you have filled in is lost.',
  decline: 'Decline',
  declineTitle: 'Decline this task?',
  declineLead: 'It goes back for others, and is not offered to you again.',
  declineReason: 'Why? (optional)',
  declineReasons: [
    'I cannot see, hear or open what it is about',
    'The instructions do not fit it',
    'I do not know enough about it',
    'I do not want to see this',
  ],
  ownWords: 'In your own words (optional)',
  cancel: 'Cancel',
  stopAfter: 'Stop after this task',
  keptOffline:
    'The server cannot be reached. Your answer is kept in this browser and is sent by itself as soon as it can be. You can close this page.',
  keptSent: 'The answer that was kept in this browser has been submitted.',
  keptRefused:
    'An answer that was kept in this browser came too late: the task was over, and it was not taken.',
  keptWaiting: (count: number) =>
    `${plural(count, 'answer waits', 'answers wait')} in this browser until the server can be reached.`,
  submitted: 'Submitted.',
  submittedAll: 'Submitted. No further task is waiting.',
  released: 'The task was released.',
  declined: 'The task was declined.',
  pausedUntil: (text: string) => `Stopped. It stays yours for ${text}.`,
  draftSaved: 'Draft saved',
  draftSaving: 'Saving…',
  draftFailed: 'Draft not saved',
  resumeTitle: 'This task is stopped',
  resumeLead: 'Its time goes on running.',

  expiredTitle: 'The time for this task is over',
  expiredLead: 'It went back for others.',
  keptLead: 'What you typed is still below, so that you can copy it.',
  withdrawnTitle: 'This task is no longer needed',
  withdrawnLead: 'The requester has stopped it.',
  finishedTitle: 'This task is finished',
  finishedLead: 'It has been submitted or given back.',
  missingTitle: 'This task is not in your hands',
  missingLead: 'It may belong to somebody else, or no longer exist.',
  unavailableTitle: 'This task cannot be shown',
  unavailableLead: 'Release it for somebody else, or try the next one.',
  silentTitle: 'The task page does not answer',
  silentLead: 'It did not finish loading. You can load it again, or release the task.',
  reload: 'Load again',
  nextTask: 'Next task',
  leave: 'Leave',

  answers: 'My answers',
  answersLead: 'What you have submitted, the last first.',
  loadingAnswers: 'Looking for your answers…',
  answersFailed: 'Your answers could not be loaded.',
  noAnswers: 'No answers yet',
  noAnswersLead: 'What you submit appears here.',
  moreAnswers: 'Show older answers',
  answeredToday: (count: number, each: string) =>
    `Today: ${plural(count, 'answer', 'answers')}, ${each} each on average.`,
  answered: (when: string) => `Submitted ${when}`,
  correctedAt: (when: string) => `Corrected ${when}`,
  tookTime: (text: string) => `took ${text}`,
  openAnswer: 'Open',
  answerClosed: 'No longer there',
  answerOpening: 'Opening your answer…',
  backToAnswers: 'Back to my answers',
  correct: 'Correct',
  correctLead: 'Change your answer and submit it again. The answer from before is replaced.',
  correctCancel: 'Leave it as it is',
  corrected: 'Your answer was corrected.',
  answerLocked: 'This is your answer as you gave it.',
  answerUnkept: 'What you filled in was not kept; your answer is:',

  notReached: 'The server cannot be reached. Please check the connection and try again.',
  failed: 'That did not work. Please try again.',

  showShortcuts: 'Show keyboard shortcuts',
  shortcuts: 'Keyboard shortcuts',
  shortcutsPortal: 'In the portal',
  shortcutsTask: 'In this task',
  close: 'Close',
  minutes: (count: number) => plural(count, 'minute', 'minutes'),
  hours: (count: number) => plural(count, 'hour', 'hours'),
  days: (count: number) => plural(count, 'day', 'days'),
  seconds: (count: number) => plural(count, 'second', 'seconds'),
  ago: (text: string) => `${text} ago`,
  justNow: 'just now',
};

/** most is how far the server counts; a greater number means more than that. */
const most = 100;

function countText(count: number): string {
  return count > most ? `${most}+` : String(count);
}

/** spanText writes a span of seconds in its largest whole unit. */
export function spanText(seconds: number): string {
  if (seconds < 60) return texts.seconds(seconds);
  if (seconds < 3600) return texts.minutes(Math.floor(seconds / 60));
  if (seconds < 86_400) return texts.hours(Math.floor(seconds / 3600));
  return texts.days(Math.floor(seconds / 86_400));
}

/** limitText writes a limit of seconds exactly, in as many units as it takes: 1 hour 30 minutes. */
export function limitText(seconds: number): string {
  const parts = [
    [Math.floor(seconds / 86_400), texts.days],
    [Math.floor(seconds / 3600) % 24, texts.hours],
    [Math.floor(seconds / 60) % 60, texts.minutes],
    [seconds % 60, texts.seconds],
  ] as const;
  return parts.flatMap(([count, text]) => (count > 0 ? text(count) : [])).join(' ');
}
