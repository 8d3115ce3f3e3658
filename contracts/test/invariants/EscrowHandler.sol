// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IBountyEscrow} from "../../src/interfaces/IBountyEscrow.sol";
import {Agreement, Group, Leaf} from "../../src/types/Bounties.sol";
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
        (p.a.reviewer, p.a.deliverBy) = (address(0), uint40(block.timestamp + 4 days));
        p.id = escrow.idOf(p.a);
        for (uint256 i; i < 3; ++i) {
            p.base[i] = uint128(100 + (seed >> (8 * i)) % 30);
            p.subs[i] = _agreement(p.a.hunter, _payeeOf(p, i), p.base[i]);
        }
        vm.deal(from, 2000);
        vm.deal(p.a.hunter, 1000);
        (dealt, p.dealtHunter) = (dealt + 3000, 1000);
        bytes memory signature = _signBy(p.hunterKey, p.id);
        vm.prank(from);
        escrow.fund{value: p.a.amount}(p.a, signature);
        _split(p.a, 1, _top(p));
        ++met["funded"];
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
        try escrow.object{value: bond}(p.a, 0) {
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
        try escrow.objectLeaf{value: bond}(p.a, path, sub, 0) {
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
        if (i != 0 && i < 3 && (p.accepted[i] || !p.objected[i])) assertEq(_payeeOf(p, i).balance, _share(p, i), "I41 by the rule of E5");
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
            held += _held(p.id);
            out += p.a.issuer.balance + p.a.hunter.balance + _who(p.id, 5).balance + _who(p.id, 8).balance + _who(p.id, 9).balance;
            for (uint256 i; i < 3; ++i) {
                out += _payeeOf(p, i).balance;
                assertTrue(_payeeOf(p, i).balance <= p.subs[i].amount, "I40 never more than its amount");
                if (escrow.nodeOf(p.id).status != 5) assertEq(_payeeOf(p, i).balance, 0, "I39 nothing before the release");
            }
            if (!p.objected[0] && !p.objected[1] && !p.objected[2]) _checkMargin(p);
        }
        assertEq(out + held, dealt, "I37 conserved");
        assertEq(address(escrow).balance, held, "I38 held is what is here");
    }

    /// @dev Where the hunter never objected to a leaf, it has its margin and no more, whatever time passed.
    function _checkMargin(Pyramid storage p) private view {
        uint256 committed = uint256(p.base[0]) + p.base[1] + p.base[2] + p.late;
        uint256 margin = p.a.amount > committed ? p.a.amount - committed : 0;
        uint256 bonds = p.a.amount / 50;
        assertTrue(p.a.hunter.balance <= p.dealtHunter + margin + bonds, "I42 no leaf money to the hunter by time alone");
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
        }
        check();
    }
}
