import type { FindingTexts } from './texts.ts'

/** About the account, its signer, the link of this device, and clocks. */
export const identityFindings = {
  IDENTITY_NONE: {
    severity: 'blocks',
    found: 'There is no account on this device.',
    means: 'Without one this node speaks for nobody, and nobody lets it in.',
    remedy: 'Create or restore an account.',
  },
  IDENTITY_UNCHOSEN: {
    severity: 'blocks',
    found: 'There are several accounts on this device, and none of them is chosen.',
    means: 'Until then this node speaks for nobody, and nobody lets it in.',
    remedy: 'Choose the account that this node speaks for.',
    command: 'daomesh identity use <account>',
  },
  IDENTITY_LOCKED: {
    severity: 'hinders',
    found: 'The account is locked.',
    means: 'Reading and syncing go on. Nothing can be signed: no ballot, no proposal, no new link of this device.',
    remedy: 'Unlock it with its password.',
  },
  SIGNER_ABSENT: {
    severity: 'hinders',
    found: 'The signer does not run.',
    means: 'Reading and syncing go on. Nothing can be signed until it is back.',
    remedy: 'Start the node again.',
  },
  LINK_MISSING: {
    severity: 'blocks',
    found: 'This device is not linked to the account on this chain.',
    means: 'Members cannot know whose device this is, and refuse it.',
    remedy: 'Unlock the account and confirm the link when it is asked for.',
  },
  LINK_ENDED: {
    severity: 'blocks',
    found: 'The link of this device to the account ended {{days}} days ago.',
    means: 'Members refuse its connections. What it wrote stays valid.',
    remedy: 'Unlock the account and confirm the new link.',
  },
  LINK_ENDING: {
    severity: 'note',
    found: 'The link of this device to the account ends in {{days}} days.',
    means: 'Everything works until then.',
    remedy: 'Unlock the account and confirm the new link when it is asked for.',
  },
  DEVICE_REVOKED: {
    severity: 'blocks',
    found: 'The account has unlinked this device in {{space}}.',
    means: 'Members refuse it there, for good.',
    remedy: 'If that was a mistake, use a new home and link it as a new device.',
  },
  DEVICE_CROWDED: {
    severity: 'hinders',
    found: 'The account has more devices in {{space}} than its key is given to, and this one comes last.',
    means:
      'Of each member the four devices get it whose links run longest. What is written under a newer key stays closed here, and nothing can be written.',
    remedy: 'On one of the other devices, unlink those that are used no more.',
    command: 'daomesh device list',
  },
  NOT_A_MEMBER: {
    severity: 'blocks',
    found: 'The account of this node is no member of {{space}}.',
    means: 'Its members refuse this node there.',
    remedy: 'Choose the right account, or ask the members for a seat.',
  },
  MEMBERSHIP_ENDED: {
    severity: 'note',
    found: 'The account of this node is no member of {{space}} any more.',
    means: 'What came here before stays and can be read. Nothing new is sent here, and nothing can be written there.',
    remedy:
      'Nothing. Whoever still owns shares can leave with their part, on the page of the DAO; a decision of its members takes somebody in again.',
  },
  CLOCK_CHAIN_AHEAD: {
    severity: 'hinders',
    found: 'The chain’s newest block is {{minutes}} minutes ahead of this machine’s clock.',
    means:
      'The clock of this machine is behind, or the endpoint tells a wrong time. The clock decides nothing about records, but times on screens and the ends of links and invites are off, and periodic budgets are left to other members’ nodes.',
    remedy: 'Let the system set the clock from the network. If it is right, use another endpoint.',
  },
  CLOCK_DIFFERS: {
    severity: 'hinders',
    found: 'The clocks of this machine and {{name}}’s differ by {{minutes}} minutes.',
    means: 'One of them is wrong. It decides nothing about records, but links and invites may seem ended that are not.',
    remedy: 'Compare both with another clock, and let the system set the wrong one from the network.',
  },
} as const satisfies FindingTexts
