// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IBountyEscrow} from "../../src/interfaces/IBountyEscrow.sol";
import {Agreement, Group, Leaf} from "../../src/types/Bounties.sol";
import {Approvable, FeeOnEntry, SilentApprovable} from "../actors/EscrowActors.sol";
import {EscrowFixture} from "../base/EscrowFixture.sol";

/// @notice Funds pyramids and lets issuers, hunters, leads, workers, arbiters and time do to them what they like, and keeps books beside the escrow.
/// @dev Steps are drawn whether they are due or not. What the escrow refuses changes nothing, and the invariants look after every step; that each step also
/// succeeds is held by `test_theEscrowHandlerMeetsEveryOutcome`.
contract EscrowHandler is EscrowFixture {
    /// @dev Everybody in it takes part in this bounty alone, so that balances tell who got what from it.
    struct Pyramid {
        Agreement a;
        bytes32 id;
        uint256 hunterKey;
        uint256 leadKey;
        Agreement[3] subs;
        uint128[3] base;
        uint128 late;
        bool[3] accepted;
        bool[3] objected;
        bool[3] paid;
        bool latePaid;
        bool childrenPaid;
        uint256 dealtHunter;
    }

    Pyramid[] internal all;
    uint256 internal dealt;
    uint256 private _arbiterHad;
    /// @dev What issuer and hunter of a bounty have of its token together.
    uint256 private constant DEALT = 3000;
    mapping(bytes32 what => uint256) public met;

    function start() external {
        vm.warp(1_800_000_000);
        factory = _newFactory();
        _cast();
        _arbiterHad = arbiter.balance;
    }

    // What there is ---------------------------------------------------------------------------------------------------------------------------

    function _children(Pyramid storage p) private view returns (Tree memory) {
        Leaf[] memory leaves = new Leaf[](2);
        (leaves[0], leaves[1]) = (_leaf(_who(p.id, 8), 70, "x"), _leaf(_who(p.id, 9), 30, "y"));
        return _tree(leaves);
    }

    function _who(bytes32 id, uint256 n) private pure returns (address) {
        return address(uint160(uint256(keccak256(abi.encode(id, n)))));
    }

    function _payeeOf(Pyramid storage p, uint256 i) private view returns (address) {
        return i == 0 ? vm.addr(p.leadKey) : _who(p.id, i);
    }

    function _top(Pyramid storage p) private view returns (Tree memory) {
        Leaf[] memory leaves = new Leaf[](3);
        for (uint256 i; i < 3; ++i) leaves[i] = _leaf(_payeeOf(p, i), p.subs[i].amount, escrow.idOf(p.subs[i]));
        (leaves[0].splitRoot, leaves[0].splitSum) = _root(_children(p));
        return _tree(leaves);
    }

    function _lateTree(Pyramid storage p) private view returns (Tree memory) {
        return _tree(_only(_leaf(_who(p.id, 5), p.late, "late")));
    }

    function found(uint256 seed) external {
        if (all.length == 5) return;
        uint256 n = all.length;
        Pyramid storage p = all.push();
        uint256 own = uint256(keccak256(abi.encode(address(this), n))) >> 8;
        (p.hunterKey, p.leadKey) = (own, own + 1);
        address from = address(uint160(own));
        p.a = _agreement(from, vm.addr(p.hunterKey), uint128(400 + seed % 200));
        (p.a.reviewer, p.a.deliverBy, p.a.token) = (address(0), uint40(block.timestamp + 4 days), _tokenOf(n));
        p.id = escrow.idOf(p.a);
        for (uint256 i; i < 3; ++i) {
            p.base[i] = uint128(100 + (seed >> (8 * i)) % 30);
            p.subs[i] = _agreement(p.a.hunter, _payeeOf(p, i), p.base[i]);
        }
        _deal(p, from);
        bytes memory signature = _signBy(p.hunterKey, p.id);
        vm.prank(from);
        escrow.fund{value: _value(p, p.a.amount)}(p.a, signature);
        _split(p.a, 1, _top(p));
        ++met["funded"];
    }

    /// @dev ETH, a token that answers true and refuses whom it blocks by false, or one that says nothing and reverts; each bounty has one of its own. Of every
    /// fourth a token that keeps a tenth is tried first.
    function _tokenOf(uint256 n) private returns (address) {
        if (n % 4 == 1) return address(new Approvable());
        return n % 4 == 2 ? address(new SilentApprovable()) : ETH;
    }

    function _deal(Pyramid storage p, address from) private {
        p.dealtHunter = 1000;
        if (p.a.token == ETH) {
            dealt += DEALT;
            vm.deal(from, 2000);
            vm.deal(p.a.hunter, 1000);
            if (all.length % 4 == 0) _tryFee(p, from);
        } else {
            _mint(p.a.token, from, 2000);
            _mint(p.a.token, p.a.hunter, 1000);
        }
    }

    function _mint(address token, address to, uint256 amount) private {
        Approvable(token).mint(to, amount);
        vm.prank(to);
        Approvable(token).approve(address(escrow), type(uint256).max);
    }

    /// @dev Less would arrive than the bounty promises.
    function _tryFee(Pyramid storage p, address from) private {
        Agreement memory a = p.a;
        a.token = address(new FeeOnEntry());
        _mint(a.token, from, 2000);
        bytes memory signature = _signBy(p.hunterKey, escrow.idOf(a));
        vm.prank(from);
        try escrow.fund(a, signature) {
            assertTrue(false, "I50 a token that takes a fee funds nothing");
        } catch {
            ++met["fee refused"];
        }
        assertEq(Approvable(a.token).balanceOf(from), 2000, "I50 and keeps what it had");
    }

    function _value(Pyramid storage p, uint256 amount) private view returns (uint256) {
        return p.a.token == ETH ? amount : 0;
    }

    /// @dev In the bounty's own token, with what waits for it.
    function _worth(Pyramid storage p, address who) private view returns (uint256) {
        if (p.a.token == ETH) return who.balance + escrow.creditOf(ETH, who);
        return Approvable(p.a.token).balanceOf(who) + escrow.creditOf(escrow.vaultOf(p.a), who);
    }

    /// @dev A token blocks one account at a time: a payee, the hunter, or nobody.
    function blockPayee(uint256 which, uint256 i) external some {
        Pyramid storage p = _pick(which);
        if (p.a.token == ETH) return;
        i %= 5;
        Approvable(p.a.token).blockAccount(i < 3 ? _payeeOf(p, i) : i == 3 ? p.a.hunter : address(0));
        ++met["blocked"];
    }

    function splitLate(uint256 which, uint128 amount) external some {
        Pyramid storage p = _pick(which);
        if (p.late != 0) return;
        p.late = 1 + amount % 150;
        Tree memory t = _lateTree(p);
        vm.prank(p.a.hunter);
        try escrow.split(p.a, _none(), _entry(0, 2, t, "")) {
            ++met["split late"];
        } catch {
            p.late = 0;
        }
    }

    function _pick(uint256 which) private view returns (Pyramid storage) {
        return all[all.length == 0 ? 0 : which % all.length];
    }

    modifier some() {
        if (all.length != 0) _;
    }

    // What people do --------------------------------------------------------------------------------------------------------------------------

    function pass(uint256 time) external {
        vm.warp(block.timestamp + time % 4 days);
    }

    function deliver(uint256 which) external some {
        Pyramid storage p = _pick(which);
        vm.prank(p.a.hunter);
        try escrow.deliver(p.a, 0, "") {
            ++met["delivered"];
        } catch {}
    }

    /// @dev Accepts, refunds, releases or settles.
    function end(uint256 which, uint8 how, uint128 amount) external some {
        Pyramid storage p = _pick(which);
        bytes memory signature = "";
        amount = amount % (p.a.amount + 1);
        if (how % 4 == 3) {
            string memory type_ = "Settlement(bytes32 bounty,uint128 hunterAmount,uint40 validUntil)";
            signature = _signBy(p.hunterKey, _digest(type_, abi.encode(p.id, amount, type(uint40).max)));
        }
        bytes memory body = how % 4 == 0
            ? abi.encodeCall(IBountyEscrow.accept, (p.a, ""))
            : how % 4 == 1
                ? abi.encodeCall(IBountyEscrow.refund, (p.a))
                : how % 4 == 2
                    ? abi.encodeCall(IBountyEscrow.release, (p.a))
                    : abi.encodeCall(IBountyEscrow.settle, (p.a, amount, type(uint40).max, signature, bytes("")));
        vm.prank(p.a.issuer);
        (bool ok,) = address(escrow).call(body);
        if (ok) ++met[how % 4 == 0 ? bytes32("accepted") : how % 4 == 1 ? bytes32("refunded") : how % 4 == 2 ? bytes32("due") : bytes32("settled")];
    }

    function object(uint256 which) external some {
        Pyramid storage p = _pick(which);
        uint256 bond = p.a.amount / 50;
        vm.prank(p.a.issuer);
        try escrow.object{value: _value(p, bond)}(p.a, 0) {
            ++met["objected"];
        } catch {}
    }

    function acceptLeaf(uint256 which, uint256 i) external some {
        Pyramid storage p = _pick(which);
        i %= 3;
        vm.prank(p.a.hunter);
        escrow.acceptLeaves(p.a, _none(), _level(0, 1, uint64(1 << i)));
        p.accepted[i] = true;
        ++met["leaf accepted"];
    }

    function objectLeaf(uint256 which, uint256 i) external some {
        Pyramid storage p = _pick(which);
        i %= 3;
        uint256 bond = p.subs[i].amount / 50;
        Group[] memory path = _groups(_group(_top(p), 0, 1, uint64(1 << i), 0));
        Agreement memory sub = p.subs[i];
        vm.prank(p.a.hunter);
        try escrow.objectLeaf{value: _value(p, bond)}(p.a, path, sub, 0) {
            p.objected[i] = true;
            ++met["leaf objected"];
        } catch {}
    }

    /// @dev The payee contests, or the arbiter rules.
    function dispute(uint256 which, uint256 i, bool rules, uint128 amount) external some {
        Pyramid storage p = _pick(which);
        i %= 4;
        // The next one that is objected to, if any.
        for (uint256 k; k < 3 && !escrow.disputeOf(_nodeOf(p, i)).bonded; ++k) i = (i + 1) % 4;
        bytes32 node = _nodeOf(p, i);
        if (rules) {
            vm.prank(arbiter);
            try escrow.rule(node, amount % (i == 3 ? p.a.amount + 1 : p.subs[i].amount + 1)) {
                ++met["ruled"];
            } catch {}
        } else {
            vm.prank(i == 3 ? p.a.hunter : _payeeOf(p, i));
            try escrow.contest(node, "") {
                ++met["contested"];
            } catch {}
        }
    }

    function _nodeOf(Pyramid storage p, uint256 i) private view returns (bytes32) {
        return i == 3 ? p.id : _keyOf(p.id, 1, uint32(i));
    }

    function free(uint256 which, uint256 i, uint128 amount) external some {
        Pyramid storage p = _pick(which);
        i %= 3;
        amount %= 100;
        Group[] memory path = _groups(_group(_top(p), 0, 1, uint64(1 << i), 0));
        vm.prank(_payeeOf(p, i));
        try escrow.free(p.a, path, amount, "") {
            p.base[i] = amount;
            assertTrue(i != 0, "E4: the lead cannot give away what it gave");
            ++met["freed"];
        } catch {}
    }

    // Payment ---------------------------------------------------------------------------------------------------------------------------------

    function pay(uint256 which, uint256 i) external some {
        _pay(_pick(which), i % 5);
    }

    /// @dev 0 to 2 the leaves of the first split, 3 the late one, 4 the lead's own two.
    function _pay(Pyramid storage p, uint256 i) private returns (bool ok) {
        Group[] memory groups;
        if (i < 3) groups = _groups(_group(_top(p), 0, 1, uint64(1 << i), uint64(1 << i)));
        else if (i == 3 && p.late == 0) return true;
        else if (i == 3) groups = _groups(_group(_lateTree(p), 0, 2, 1, 1));
        else groups = _forChildren(p);
        (ok,) = address(escrow).call(abi.encodeCall(IBountyEscrow.payout, (p.a, groups)));
        bool again = i < 3 ? p.paid[i] : i == 3 ? p.latePaid : p.childrenPaid;
        assertFalse(ok && again, "I40 paid once");
        bool released = escrow.nodeOf(p.id).status == 5;
        assertFalse(ok && !released, "I39 nothing is paid before the release");
        if (i < 3 && released && p.accepted[i] && !again) assertTrue(ok, "I41 an accepted leaf can be paid from the release on");
        if (!ok) return false;
        ++met["paid"];
        if (i < 3) p.paid[i] = true;
        else if (i == 3) p.latePaid = true;
        else p.childrenPaid = true;
        if (i != 0 && i < 3 && (p.accepted[i] || !p.objected[i])) assertEq(_worth(p, _payeeOf(p, i)), _share(p, i), "I41 by the rule of E5");
    }

    function _forChildren(Pyramid storage p) private view returns (Group[] memory groups) {
        Tree memory below = _children(p);
        (bytes32 root, uint128 sum) = _root(below);
        bytes memory signature = _signSplit(p.leadKey, escrow.idOf(p.subs[0]), 0, root, sum);
        groups = new Group[](2);
        groups[0] = _group(_top(p), 0, 1, 1, 0);
        groups[1] = _groupOf(below, 1, 0, 0, 3, 3, signature);
    }

    /// @dev E5 in the plainest words.
    function _share(Pyramid storage p, uint256 i) private view returns (uint256) {
        (, uint256 part) = escrow.moneyOf(p.id);
        uint256 sum = uint256(p.base[0]) + p.base[1] + p.base[2];
        return part >= sum ? p.base[i] : p.base[i] * part / sum;
    }

    // The books -------------------------------------------------------------------------------------------------------------------------------

    function check() public view {
        uint256 out = arbiter.balance - _arbiterHad;
        uint256 held;
        for (uint256 n; n < all.length; ++n) {
            Pyramid storage p = all[n];
            uint256 sum = _checkPeople(p);
            if (p.a.token == ETH) {
                held += _held(p.id);
                out += sum;
            } else {
                address vault = escrow.vaultOf(p.a);
                uint256 credits = _creditsOf(p, vault);
                assertEq(sum + _worth(p, arbiter) + _held(p.id), DEALT, "I37 conserved, token by token");
                assertEq(Approvable(p.a.token).balanceOf(vault), _held(p.id) + credits, "I38 a vault has what its bounty holds, and what waits");
            }
            if (!p.objected[0] && !p.objected[1] && !p.objected[2]) _checkMargin(p);
        }
        assertEq(out + held, dealt, "I37 conserved");
        assertEq(address(escrow).balance, held, "I38 held is what is here");
    }

    /// @return sum What everybody in it has, but the arbiter.
    function _checkPeople(Pyramid storage p) private view returns (uint256 sum) {
        sum = _worth(p, p.a.issuer) + _worth(p, p.a.hunter) + _worth(p, _who(p.id, 5)) + _worth(p, _who(p.id, 8)) + _worth(p, _who(p.id, 9));
        bool released = escrow.nodeOf(p.id).status == 5;
        for (uint256 i; i < 3; ++i) {
            uint256 worth = _worth(p, _payeeOf(p, i));
            sum += worth;
            assertTrue(worth <= p.subs[i].amount, "I40 never more than its amount");
            if (!released) assertEq(worth, 0, "I39 nothing before the release");
        }
    }

    function _creditsOf(Pyramid storage p, address vault) private view returns (uint256 credits) {
        credits = escrow.creditOf(vault, p.a.hunter) + escrow.creditOf(vault, p.a.issuer) + escrow.creditOf(vault, arbiter);
        for (uint256 i; i < 3; ++i) credits += escrow.creditOf(vault, _payeeOf(p, i));
    }

    /// @dev Where the hunter never objected to a leaf, it has its margin and no more, whatever time passed.
    function _checkMargin(Pyramid storage p) private view {
        uint256 committed = uint256(p.base[0]) + p.base[1] + p.base[2] + p.late;
        uint256 margin = p.a.amount > committed ? p.a.amount - committed : 0;
        uint256 bonds = p.a.amount / 50;
        assertTrue(_worth(p, p.a.hunter) <= p.dealtHunter + margin + bonds, "I42 no leaf money to the hunter by time alone");
    }

    /// @dev After half a year in which nobody does anything but collect, everything has gone to somebody, but for less than a unit for each leaf.
    function collect() external {
        vm.warp(block.timestamp + 180 days);
        for (uint256 n; n < all.length; ++n) {
            Pyramid storage p = all[n];
            uint8 status = escrow.nodeOf(p.id).status;
            if (status == 2) escrow.refund(p.a);
            else if (status != 5) escrow.release(p.a);
        }
        // What is refunded only now has its windows from now on.
        vm.warp(block.timestamp + REVIEW);
        for (uint256 n; n < all.length; ++n) {
            Pyramid storage p = all[n];
            for (uint256 i; i < 5; ++i) {
                bool done = i < 3 ? p.paid[i] : i == 3 ? p.latePaid : p.childrenPaid;
                if (!done) assertTrue(_pay(p, i), "I43 everything is paid in the end");
            }
            assertTrue(_held(p.id) < 6, "I43 nothing stays");
            if (p.a.token != ETH) _collectCredits(p);
        }
        check();
    }

    /// @dev Who is blocked no longer gets what waited, by whoever calls.
    function _collectCredits(Pyramid storage p) private {
        address vault = escrow.vaultOf(p.a);
        Approvable(p.a.token).blockAccount(address(0));
        for (uint256 i; i < 4; ++i) {
            address who = i == 3 ? p.a.hunter : _payeeOf(p, i);
            if (escrow.creditOf(vault, who) == 0) continue;
            escrow.claim(vault, who, ETH);
            ++met["claimed"];
        }
        assertEq(_creditsOf(p, vault), 0, "I51 nothing waits any more");
    }
}
