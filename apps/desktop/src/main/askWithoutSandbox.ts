import { app, dialog } from 'electron'

/**
 * An AppImage switches Chromium's sandbox off by itself, without a word, where the system keeps user namespaces from programs, as Ubuntu does; a variable of the
 * environment does too. Pages show what others wrote, so the person learns that a wall is missing before any of them opens.
 * @returns whether the app goes on
 */
export const askWithoutSandbox = (): boolean => {
  if (!app.commandLine.hasSwitch('no-sandbox')) return true
  const choice = dialog.showMessageBoxSync({
    type: 'warning',
    title: 'DAOmesh',
    message: 'The sandbox of this window is off.',
    detail:
      'What others write is shown in a process that the system keeps apart from your files. On this machine it was started without that wall: the system does not let programs make user namespaces, or somebody switched it off. Whoever finds a hole in the window could then read your files. Your key stays in another process. Until the system allows it, “daomesh start --open” shows the same interface in your browser, in its sandbox.',
    buttons: ['Quit', 'Go on without it'],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  })
  return choice === 1
}
