import { createHashHistory, createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { Shell } from '../shell/Shell.tsx'
import { BrokenScreen } from './BrokenScreen.tsx'
import { NoSuchScreen } from './NoSuchScreen.tsx'
import { BountiesPage } from '../features/bounties/BountiesPage.tsx'
import { BountyPage } from '../features/bounties/BountyPage.tsx'
import { PyramidPage } from '../features/bounties/pyramid/PyramidPage.tsx'
import { SplitPage } from '../features/bounties/split/SplitPage.tsx'
import { BudgetPage } from '../features/budgets/BudgetPage.tsx'
import { BudgetsPage } from '../features/budgets/BudgetsPage.tsx'
import { ConfederationPage } from '../features/confederation/ConfederationPage.tsx'
import { readConfederationSearch } from '../features/confederation/views.ts'
import { DaoPage } from '../features/dao/DaoPage.tsx'
import { DealPage } from '../features/deals/DealPage.tsx'
import { DealsPage } from '../features/deals/DealsPage.tsx'
import { DraftPage } from '../features/drafts/DraftPage.tsx'
import { DraftHistoryPage } from '../features/drafts/history/DraftHistoryPage.tsx'
import { DraftsPage } from '../features/drafts/DraftsPage.tsx'
import { FilesPage } from '../features/files/FilesPage.tsx'
import { CreatePage } from '../features/firstRun/CreatePage.tsx'
import { JoinPage } from '../features/firstRun/JoinPage.tsx'
import { StartPage } from '../features/firstRun/StartPage.tsx'
import { HomePage } from '../features/home/HomePage.tsx'
import { LobbyPage } from '../features/lobby/LobbyPage.tsx'
import { ListingPage } from '../features/listings/ListingPage.tsx'
import { NewListingPage } from '../features/listings/NewListingPage.tsx'
import { PurchasesPage } from '../features/listings/PurchasesPage.tsx'
import { ReviseListingPage } from '../features/listings/ReviseListingPage.tsx'
import { SalesPage } from '../features/listings/SalesPage.tsx'
import { WorksPage } from '../features/listings/WorksPage.tsx'
import { MarketPage } from '../features/market/MarketPage.tsx'
import { NewPostPage } from '../features/market/NewPostPage.tsx'
import { PostPage } from '../features/market/PostPage.tsx'
import { RevisePostPage } from '../features/market/RevisePostPage.tsx'
import { readMeshSearch } from '../features/mesh/views.ts'
import { PartnershipPage } from '../features/partnerships/PartnershipPage.tsx'
import { NetworkPage } from '../features/network/NetworkPage.tsx'
import { PollPage } from '../features/polls/PollPage.tsx'
import { PollsPage } from '../features/polls/PollsPage.tsx'
import { ProposalPage } from '../features/proposals/ProposalPage.tsx'
import { ProposalsPage } from '../features/proposals/ProposalsPage.tsx'
import { TransactionsPage } from '../features/transactions/TransactionsPage.tsx'
import { RoundPage } from '../features/rounds/RoundPage.tsx'
import { WeekPage } from '../features/week/WeekPage.tsx'
import { AuditPage } from '../features/audit/AuditPage.tsx'

const root = createRootRoute({ component: Shell })
const below = <Path extends string>(path: Path) => ({ getParentRoute: () => root, path })

const tree = root.addChildren([
  createRoute({ ...below('/'), component: HomePage }),
  createRoute({ ...below('/start'), component: StartPage }),
  createRoute({ ...below('/create'), component: CreatePage }),
  createRoute({
    ...below('/join'),
    validateSearch: (search: Record<string, unknown>): { invite?: string } =>
      typeof search['invite'] === 'string' ? { invite: search['invite'] } : {},
    component: JoinPage,
  }),
  createRoute({ ...below('/lobby/$space'), component: LobbyPage }),
  createRoute({ ...below('/dao/$space'), component: DaoPage }),
  createRoute({ ...below('/dao/$space/proposals'), component: ProposalsPage }),
  createRoute({ ...below('/dao/$space/proposals/$decision'), component: ProposalPage }),
  createRoute({ ...below('/dao/$space/week'), component: WeekPage }),
  createRoute({ ...below('/dao/$space/polls'), component: PollsPage }),
  createRoute({ ...below('/dao/$space/polls/$poll'), component: PollPage }),
  createRoute({ ...below('/dao/$space/drafts'), component: DraftsPage }),
  createRoute({ ...below('/dao/$space/drafts/$draft'), component: DraftPage }),
  createRoute({
    ...below('/dao/$space/drafts/$draft/history'),
    validateSearch: (search: Record<string, unknown>): { version?: string } =>
      typeof search['version'] === 'string' ? { version: search['version'] } : {},
    component: DraftHistoryPage,
  }),
  createRoute({ ...below('/dao/$space/budgets'), component: BudgetsPage }),
  createRoute({ ...below('/dao/$space/budgets/$budget'), component: BudgetPage }),
  createRoute({ ...below('/dao/$space/files'), component: FilesPage }),
  createRoute({ ...below('/dao/$space/sales'), component: SalesPage }),
  createRoute({ ...below('/dao/$space/sales/new'), component: NewListingPage }),
  createRoute({ ...below('/dao/$space/sales/$issuer/$post'), component: ReviseListingPage }),
  createRoute({ ...below('/dao/$space/audit'), component: AuditPage }),
  createRoute({ ...below('/deals'), component: DealsPage }),
  createRoute({ ...below('/deals/$space'), component: DealPage }),
  createRoute({ ...below('/bounties'), component: BountiesPage }),
  createRoute({ ...below('/bounties/$bounty'), component: BountyPage }),
  createRoute({
    ...below('/bounties/$bounty/split'),
    validateSearch: (search: Record<string, unknown>): { node?: string } =>
      typeof search['node'] === 'string' ? { node: search['node'] } : {},
    component: SplitPage,
  }),
  createRoute({ ...below('/bounties/$bounty/pyramid'), component: PyramidPage }),
  createRoute({ ...below('/market'), component: MarketPage }),
  createRoute({ ...below('/market/new'), component: NewPostPage }),
  createRoute({ ...below('/market/works'), component: WorksPage }),
  createRoute({ ...below('/market/works/$issuer/$post'), component: ListingPage }),
  createRoute({ ...below('/market/purchases'), component: PurchasesPage }),
  createRoute({ ...below('/market/$issuer/$post'), component: PostPage }),
  createRoute({ ...below('/market/$issuer/$post/revise'), component: RevisePostPage }),
  createRoute({
    ...below('/mesh'),
    validateSearch: readMeshSearch,
    // Graph and layouter are as large as the rest of the interface.
    component: lazyRouteComponent(() => import('../features/mesh/MeshPage.tsx'), 'MeshPage'),
  }),
  createRoute({ ...below('/confederation/partnerships/$space'), component: PartnershipPage }),
  createRoute({ ...below('/confederation'), validateSearch: readConfederationSearch, component: ConfederationPage }),
  createRoute({ ...below('/confederation/rounds/$round'), component: RoundPage }),
  createRoute({ ...below('/network'), component: NetworkPage }),
  createRoute({ ...below('/transactions'), component: TransactionsPage }),
])

/** Routes live in the hash: the same files work from a folder, a custom scheme or a loopback address. */
export const createAppRouter = () =>
  createRouter({
    routeTree: tree,
    history: createHashHistory(),
    scrollRestoration: true,
    // A choice or words meant for one proposal are never on the screen of another one.
    defaultRemountDeps: ({ params }) => params,
    defaultNotFoundComponent: NoSuchScreen,
    defaultErrorComponent: BrokenScreen,
  })

declare module '@tanstack/react-router' {
  // Makes links and parameters checked.
  interface Register {
    router: ReturnType<typeof createAppRouter>
  }
}
