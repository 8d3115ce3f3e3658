// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IBountyEscrow} from "../../src/interfaces/IBountyEscrow.sol";
import {Agreement, Group} from "../../src/types/Bounties.sol";
import {EscrowStage} from "./EscrowStage.sol";

/// @notice What issuers, hunters, leads, workers, arbiters and time do to a pyramid, and how it is paid.
abstract contract EscrowActs is EscrowStage {
    // What people do --------------------------------------------------------------------------------------------------------------------------

    function pass(uint256 time) external {
        vm.warp(block.timestamp + time % 4 days);
    }

    function deliver(uint256 which) external some {
        Pyramid storage p = _pick(which);
        vm.prank(p.a.hunter);
        try escrow.deliver(p.a, 0, "") {
            ++met["delivered"];
        } catch {
            ++met["refused"];
        }
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
        } catch {
            ++met["refused"];
        }
    }

    function acceptLeaf(uint256 which, uint256 i) external some {
        Pyramid storage p = _pick(which);
        i %= 3;
        vm.prank(p.a.hunter);
        try escrow.acceptLeaves(p.a, _none(), _level(0, 1, uint64(1 << i))) {
            p.accepted[i] = true;
            ++met["leaf accepted"];
        } catch {
            assertTrue(p.objected[i], "I41 only what was objected to can be decided otherwise");
            ++met["refused"];
        }
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
        } catch {
            ++met["refused"];
        }
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
            } catch {
            ++met["refused"];
        }
        } else {
            vm.prank(i == 3 ? p.a.hunter : _payeeOf(p, i));
            try escrow.contest(node, "") {
                ++met["contested"];
            } catch {
            ++met["refused"];
        }
        }
    }

    function _nodeOf(Pyramid storage p, uint256 i) internal view returns (bytes32) {
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
        } catch {
            ++met["refused"];
        }
    }

    // Payment ---------------------------------------------------------------------------------------------------------------------------------

    function pay(uint256 which, uint256 i) external some {
        _pay(_pick(which), i % 5);
    }

    /// @dev 0 to 2 the leaves of the first split, 3 the late one, 4 the lead's own two.
    function _pay(Pyramid storage p, uint256 i) internal returns (bool ok) {
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

    function _forChildren(Pyramid storage p) internal view returns (Group[] memory groups) {
        Tree memory below = _children(p);
        (bytes32 root, uint128 sum) = _root(below);
        bytes memory signature = _signSplit(p.leadKey, escrow.idOf(p.subs[0]), 0, root, sum);
        groups = new Group[](2);
        groups[0] = _group(_top(p), 0, 1, 1, 0);
        groups[1] = _groupOf(below, 1, 0, 0, 3, 3, signature);
    }

    /// @dev E5 in the plainest words.
    function _share(Pyramid storage p, uint256 i) internal view returns (uint256) {
        (, uint256 part) = escrow.moneyOf(p.id);
        uint256 sum = uint256(p.base[0]) + p.base[1] + p.base[2];
        return part >= sum ? p.base[i] : p.base[i] * part / sum;
    }
}
