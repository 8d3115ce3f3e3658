import { join } from 'node:path'
import { flipFuses, FuseState, FuseV1Options, FuseVersion, getCurrentFuseWire } from '@electron/fuses'

/** Where electron-builder puts the program, by platform. */
const binaryOf = ({ appOutDir, electronPlatformName, packager }) => {
  const name = packager.appInfo.productFilename
  if (electronPlatformName === 'darwin') return join(appOutDir, `${name}.app`, 'Contents', 'MacOS', name)
  return join(appOutDir, electronPlatformName === 'win32' ? `${name}.exe` : packager.executableName)
}

/** The packaged program runs this app's code, whole and unchanged, and nothing else (E5). */
const switches = {
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  [FuseV1Options.WasmTrapHandlers]: true,
}

/** Burns Electron's switches into the packaged program and reads them back. @throws Error when one is not as it was set; the packaging then fails. */
const afterPack = async (context) => {
  const binary = binaryOf(context)
  await flipFuses(binary, {
    version: FuseVersion.V1,
    strictlyRequireAllFuses: true,
    resetAdHocDarwinSignature: context.electronPlatformName === 'darwin',
    ...switches,
  })
  const found = await getCurrentFuseWire(binary)
  for (const [fuse, wanted] of Object.entries(switches))
    if (found[fuse] !== (wanted ? FuseState.ENABLE : FuseState.DISABLE))
      throw new Error(`the switch ${FuseV1Options[fuse]} of Electron is not ${wanted}`)
}

// electron-builder reads the default export.
// oxlint-disable-next-line import/no-default-export
export default afterPack
