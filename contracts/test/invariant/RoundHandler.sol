// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDao} from "../../src/interfaces/IDao.sol";
import {IMatchingRound} from "../../src/interfaces/IMatchingRound.sol";
import {Project, Round} from "../../src/types/Rounds.sol";
import {Approvable} from "../actors/EscrowActors.sol";
import {MoodyMember} from "../actors/Members.sol";
import {ForcedEther} from "../actors/Targets.sol";
import {DaoFixture} from "../base/DaoFixture.sol";

/// @notice Opens rounds of ETH and of a token, funds, contributes, calls off, finalises, pays and refunds at random, and keeps books of its own. Roots
/// it makes by halving an interval, and of the contract it asks no sum, match or credit.
contract RoundHandler is DaoFixture {
    uint256 internal constant KEYS = 4;
    uint256 internal constant PROJECTS = 3;
    address internal constant ETH = address(0);

    IMatchingRound internal rounds;
    IDao internal inner;
    Approvable internal token;
    MoodyMember internal moody;
    address[] internal people;
    address[4] internal payees;
    uint8 internal innerSeat;

    /// @dev What the books say of a round.
    struct Book {
        Round round;
        bytes32 id;
        address vault;
        uint8 status; // as the contract's
        uint256 pool;
        uint256 held;
        uint256 ideal;
        uint256 left;
        uint256 paidMask;
        uint256[3] sums;
        uint256[3] roots; // Σ√c, 72 bits behind the point
        uint256[] fundings;
        uint256 refunded; // fundings that went back, as bits
    }

    Book[] internal books;
    mapping(uint256 book => mapping(uint256 project => mapping(uint256 seat => uint256))) internal given;
    mapping(uint256 book => mapping(address account => uint256)) internal gave;
    mapping(address vault => mapping(address account => uint256)) internal owed;
    mapping(address vault => uint256) internal owedIn;
    mapping(bytes32 what => uint256) public met;
    uint256 internal forced;
    uint256 internal wrong;

    function start() external {
        vm.warp(1_800_000_000);
        (factory, token, moody) = (_newFactory(), new Approvable(), new MoodyMember());
        rounds = IMatchingRound(_deploy("MatchingRound", ""));
        _makeKeys(KEYS);
        inner = _found(plainRules(), "Inner");
        for (uint256 i; i < KEYS; ++i) people.push(seats[i].account);
        innerSeat = uint8(_seatContract(address(inner), 1));
        dao = _found(plainRules(), "Confederation");
        payees = [address(moody), address(0xF00001), address(0xF00002), people[0]];
        for (uint256 i; i < KEYS; ++i) {
            vm.deal(people[i], 1e24);
            token.mint(people[i], 1e24);
            vm.prank(people[i]);
            token.approve(address(rounds), type(uint256).max);
        }
        for (uint256 i; i < 2; ++i) open(i);
    }

    function _projects() private view returns (Project[] memory ps) {
        ps = new Project[](PROJECTS);
        for (uint256 i; i < PROJECTS; ++i) ps[i] = Project(payees[i], bytes32(i));
    }

    /// @dev At most three at a time; what comes of it is met later.
    function open(uint256 chance) public {
        if (books.length == 3) return;
        uint256 n = books.length;
        Book storage b = books.push();
        b.round = Round({
            confederation: address(dao),
            token: chance & 1 == 0 ? ETH : address(token),
            closesAt: uint40(block.timestamp + 2 days),
            finaliseBy: uint40(block.timestamp + 4 days),
            minimum: uint112(1 + chance % 50),
            capBps: chance % 3 == 0 ? 10_000 : uint16(1 + chance % 10_000),
            projectsHash: keccak256(abi.encode(_projects())),
            contentHash: 0,
            nonce: n
        });
        vm.prank(address(dao));
        b.id = rounds.open(b.round, _projects());
        (b.vault, b.status) = (rounds.vaultOf(b.round), 1);
        ++met["opened"];
    }

    function _pick(uint256 which) private view returns (uint256 n, bool any) {
        any = books.length != 0;
        n = any ? which % books.length : 0;
    }

    function _isOpen(Book storage b) private view returns (bool) {
        return b.status == 1 && block.timestamp <= b.round.closesAt;
    }

    function _failed(Book storage b) private view returns (bool) {
        return b.status == 3 || (b.status == 1 && block.timestamp > b.round.finaliseBy);
    }

    function _act(address from, uint256 value, bytes memory body, bool due, bytes32 what) private returns (bool ok) {
        vm.prank(from);
        // A claim gives its account all the gas there is, which of a transaction is no more than this (EIP-7825).
        (ok,) = address(rounds).call{value: value, gas: 16_000_000}(body);
        if (ok != due) ++wrong;
        if (ok) ++met[what];
    }

    function fund(uint256 which, uint256 who, uint256 amount) external {
        (uint256 n, bool any) = _pick(which);
        if (!any) return;
        Book storage b = books[n];
        uint112 sum = uint112(amount % 1e9);
        bytes memory body = abi.encodeCall(IMatchingRound.fund, (b.round, sum));
        uint256 value = b.vault == ETH ? sum : 0;
        if (!_act(people[who % KEYS], value, body, _isOpen(b) && sum != 0, "funded")) return;
        b.fundings.push(uint256(sum) << 160 | uint160(people[who % KEYS]));
        b.pool += sum;
        b.held += sum;
    }

    function contribute(uint256 which, uint256 who, uint256 project, uint256 amount, bool forInner) external {
        (uint256 n, bool any) = _pick(which);
        if (!any) return;
        Book storage b = books[n];
        (address from, uint112 sum, uint8 seat) = (people[who % KEYS], uint112(amount % 1e9), innerSeat);
        if (!forInner) for (seat = 0; seats[seat].account != from;) ++seat;
        project %= PROJECTS;
        bytes memory body =
            abi.encodeCall(IMatchingRound.contribute, (b.round, seat, forInner ? uint8(who % KEYS) : 255, uint8(project), sum));
        bool due = _isOpen(b) && sum >= b.round.minimum;
        if (!_act(from, b.vault == ETH ? sum : 0, body, due, forInner ? bytes32("given for a DAO") : bytes32("given"))) return;
        b.roots[project] -= _root(given[n][project][seat] << 144);
        given[n][project][seat] += sum;
        b.roots[project] += _root(given[n][project][seat] << 144);
        gave[n][from] += sum;
        b.sums[project] += sum;
        b.held += sum;
    }

    function callOff(uint256 which) external {
        (uint256 n, bool any) = _pick(which);
        if (!any || which % 5 != 0) return;
        Book storage b = books[n];
        bytes memory body = abi.encodeCall(IMatchingRound.callOff, (b.round));
        if (_act(address(dao), 0, body, _isOpen(b), "called off")) b.status = 3;
    }

    function pass(uint256 time) external {
        vm.warp(block.timestamp + time % 36 hours);
    }

    function finalise(uint256 which) external {
        (uint256 n, bool any) = _pick(which);
        if (!any) return;
        Book storage b = books[n];
        bool due = b.status == 1 && block.timestamp > b.round.closesAt && block.timestamp <= b.round.finaliseBy;
        if (!_act(address(0x57A7), 0, abi.encodeCall(IMatchingRound.finalise, (b.round)), due, "finalised")) return;
        (b.status, b.left) = (2, b.pool);
        for (uint256 p; p < PROJECTS; ++p) b.ideal += _ideal(n, p);
        for (uint256 p; p < PROJECTS; ++p) b.left -= _match(n, p);
    }

    /// @dev (Σ√c)² − Σc by the books.
    function _ideal(uint256 n, uint256 project) private view returns (uint256) {
        Book storage b = books[n];
        return (b.roots[project] ** 2 >> 144) - b.sums[project];
    }

    function _root(uint256 square) private pure returns (uint256 high) {
        uint256 low;
        high = 1 << 110;
        if (square == 0) return 0;
        while (high - low > 1) {
            uint256 middle = (low + high) / 2;
            if (middle * middle >= square) high = middle;
            else low = middle;
        }
    }

    function _match(uint256 n, uint256 project) private view returns (uint256 match_) {
        Book storage b = books[n];
        match_ = _ideal(n, project);
        if (b.ideal > b.pool) match_ = match_ * b.pool / b.ideal;
        uint256 cap = b.pool * b.round.capBps / 10_000;
        if (match_ > cap) match_ = cap;
    }

    function payout(uint256 which, uint256 mask) external {
        (uint256 n, bool any) = _pick(which);
        if (!any) return;
        Book storage b = books[n];
        mask %= 8;
        bool due = b.status == 2 && b.paidMask & mask == 0;
        bytes memory body = abi.encodeCall(IMatchingRound.payout, (b.round, _projects(), mask));
        if (!_act(address(0x57A7), 0, body, due, "paid")) return;
        b.paidMask |= mask;
        for (uint256 p; p < PROJECTS; ++p) if ((mask >> p) & 1 != 0) _leaves(b, payees[p], b.sums[p] + _match(n, p));
    }

    /// @dev By the books: taken, or owed.
    function _leaves(Book storage b, address to, uint256 amount) private {
        b.held -= amount;
        bool takes = b.vault == ETH ? to != address(moody) || moody.mood() == 0 : token.blocked() != to;
        if (takes || amount == 0) return;
        owed[b.vault][to] += amount;
        owedIn[b.vault] += amount;
        ++met["credited"];
    }

    function refund(uint256 which, uint256 who) external {
        (uint256 n, bool any) = _pick(which);
        if (!any) return;
        Book storage b = books[n];
        address account = people[who % KEYS];
        uint256 amount = gave[n][account];
        bytes memory body = abi.encodeCall(IMatchingRound.refund, (b.round, account));
        if (!_act(address(0x57A7), 0, body, _failed(b) && amount != 0, "refunded")) return;
        gave[n][account] = 0;
        _leaves(b, account, amount);
    }

    function refundPool(uint256 which, uint256 number) external {
        (uint256 n, bool any) = _pick(which);
        if (!any || books[n].fundings.length == 0) return;
        Book storage b = books[n];
        number %= b.fundings.length;
        bool due = (b.status == 2 || _failed(b)) && (b.refunded >> number) & 1 == 0;
        uint256[] memory numbers = new uint256[](1);
        numbers[0] = number;
        bytes memory body = abi.encodeCall(IMatchingRound.refundPool, (b.round, numbers));
        if (!_act(address(0x57A7), 0, body, due, "pool refunded")) return;
        b.refunded |= 1 << number;
        uint256 from;
        for (uint256 i; i < number; ++i) from += b.fundings[i] >> 160;
        uint256 amount = b.fundings[number] >> 160;
        // What was left before and with this funding; all of it where the round came to nothing.
        if (b.status == 2) amount = b.left * (from + amount) / b.pool - b.left * from / b.pool;
        _leaves(b, address(uint160(b.fundings[number])), amount);
    }

    function setMood(uint256 chance) external {
        moody.set(uint8(chance % 3), address(0), "");
        token.blockAccount(chance % 5 == 0 ? payees[chance / 5 % 4] : address(0));
    }

    function force(uint256 amount) external {
        amount %= 1e6;
        vm.deal(address(this), amount);
        new ForcedEther{value: amount}(payable(address(rounds)));
        forced += amount;
    }

    function claim(uint256 which, uint256 who) external {
        (uint256 n, bool any) = _pick(which);
        if (!any) return;
        _claim(books[n].vault, payees[who % 4]);
    }

    function _claim(address vault, address account) private {
        bool takes = vault == ETH ? account != address(moody) || moody.mood() == 0 : token.blocked() != account;
        bytes memory body = abi.encodeCall(IMatchingRound.claim, (vault, account, ETH));
        if (!_act(address(0x57A7), 0, body, takes && owed[vault][account] != 0, "claimed")) return;
        owedIn[vault] -= owed[vault][account];
        owed[vault][account] = 0;
    }

    // Against the books ---------------------------------------------------------------------------------------------------------------------

    function check() external view {
        assertEq(wrong, 0, "I44 what is due is done, and nothing else");
        uint256 ether_ = forced + owedIn[ETH];
        for (uint256 n; n < books.length; ++n) {
            Book storage b = books[n];
            if (b.vault == ETH) ether_ += b.held;
            else assertEq(token.balanceOf(b.vault), b.held + owedIn[b.vault], "I45 tokens of a round");
            (uint8 status,,,, uint112 pool, uint112 left, uint128 ideal,) = rounds.roundOf(b.id);
            assertEq(status, b.status, "I44 status");
            assertEq(pool, b.pool, "I46 pool");
            assertEq(left, b.status == 2 ? b.left : 0, "I46 left");
            assertEq(ideal, b.ideal, "I46 ideal");
            for (uint256 p; p < PROJECTS; ++p) {
                (uint256 roots, uint112 contributed, bool paid) = rounds.projectOf(b.id, p);
                assertEq(contributed, b.sums[p], "I46 contributed");
                assertEq(roots, b.roots[p], "I47 one root for each seat");
                assertTrue(paid == ((b.paidMask >> p) & 1 != 0), "I48 paid once");
            }
        }
        assertEq(address(rounds).balance, ether_, "I45 ETH");
    }

    /// @dev Everybody collects; nothing remains but what was forced on it.
    function collect() external {
        moody.set(0, address(0), "");
        token.blockAccount(address(0));
        vm.warp(block.timestamp + 5 days);
        for (uint256 n; n < books.length; ++n) {
            Book storage b = books[n];
            if (b.status == 2) this.payout(n, 7 & ~b.paidMask);
            else for (uint256 who; who < KEYS; ++who) if (gave[n][people[who]] != 0) this.refund(n, who);
            for (uint256 k; k < b.fundings.length; ++k) if ((b.refunded >> k) & 1 == 0) this.refundPool(n, k);
            for (uint256 i; i < 4; ++i) if (owed[b.vault][payees[i]] != 0) _claim(b.vault, payees[i]);
            assertEq(b.held + owedIn[b.vault], 0, "I49 all of it");
            if (b.vault != ETH) assertEq(token.balanceOf(b.vault), 0, "I49 no token remains");
        }
        assertEq(address(rounds).balance, forced, "I49 no ETH remains");
        this.check();
    }
}
