import type { FindingTexts } from './texts.ts'

/** About the home of a node: its files, its disk, whoever uses it. */
export const homeFindings = {
  HOME_UNREACHABLE: {
    severity: 'blocks',
    found: 'The home {{path}} cannot be read or written by this account ({{reason}}).',
    means: 'The node cannot start: keys and records lie there.',
    remedy: 'Give this account the right to read and write it, or name another home with --home.',
  },
  HOME_OPEN: {
    severity: 'hinders',
    found: 'Other accounts of this machine may read {{path}}.',
    means: 'Whoever reads it can act as this device, and read what the DAO says.',
    remedy: 'Take the right from them.',
    command: 'chmod go-rwx {{path}}',
  },
  HOME_IN_USE: {
    severity: 'hinders',
    found: 'Process {{pid}} uses this home and does not speak to the command line.',
    means:
      'The desktop app runs, which shows all this on its Network screen; or a node that starts, ends or hangs. A second one cannot start here.',
    remedy: 'Look at the app, or wait a moment and ask again. If nothing shows, end that process; nothing that was acknowledged is lost.',
  },
  DISK_FULL: {
    severity: 'blocks',
    found: '{{mebibytes}} MiB are free where the home lies.',
    means: 'Records can soon not be saved, and what is not saved is refused.',
    remedy: 'Make room, at least 256 MiB.',
  },
  DISK_LOW: {
    severity: 'hinders',
    found: '{{mebibytes}} MiB are free where the home lies.',
    means: 'It works, and will stop working when the disk is full.',
    remedy: 'Make room, at least 256 MiB.',
  },
  DEVICE_KEY_DAMAGED: {
    severity: 'blocks',
    found: 'The file of the device key, {{path}}, is damaged.',
    means: 'The node does not start: under another key it would be another device.',
    remedy:
      'Put the file back from a backup. Without one, move it away: this home is another device of the account then, and keeps what it holds.',
  },
  DATABASE_DAMAGED: {
    severity: 'hinders',
    found: 'The database was found damaged ({{file}}).',
    means: 'It is set aside at the start; what can be read is taken over, and members and the chain send the rest.',
    remedy: 'Start the node and stay online until it is equal with the others. Have the disk looked at.',
  },
  DATABASE_NEWER: {
    severity: 'blocks',
    found: 'The database was written by a newer version of DAOmesh (schema {{version}}; this one knows {{known}}).',
    means: 'This version does not open it, so that nothing is lost.',
    remedy: 'Install the newer version again.',
  },
  ROWS_UNREADABLE: {
    severity: 'hinders',
    found: '{{count}} rows of the database cannot be read: {{rows}}.',
    means: 'What they held is missing here; everything else goes on.',
    remedy: 'Update the app. If it stays so, report it with the log.',
  },
  RUNTIME_OLD: {
    severity: 'blocks',
    found: 'Node {{version}} runs here.',
    means: 'The member node needs 22.18 or later.',
    remedy: 'Run npm install, or use a newer Node.',
  },
  NODE_SILENT: {
    severity: 'blocks',
    found: 'The node of this home runs and does not answer ({{reason}}).',
    means: 'Neither the interface nor the command line can reach it.',
    remedy: 'Look into its log. Then end it and start it again.',
    command: 'daomesh logs --level warn',
  },
  NODE_ABSENT: {
    severity: 'note',
    found: 'No node runs on this home.',
    means: 'Nobody can reach this member now. Only the files could be checked.',
    remedy: 'Start it, then ask again.',
    command: 'daomesh start',
  },
} as const satisfies FindingTexts
