// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IBountyEscrow} from "../../src/interfaces/IBountyEscrow.sol";
import {Agreement} from "../../src/types/Bounties.sol";
import {ObjectionFixture} from "../base/ObjectionFixture.sol";

/// @notice Objections to a bounty itself, their contest, rulings, and everybody's silence (E3, E6, E8).
contract ObjectionsTest is ObjectionFixture {
    function test_E6_C19_anObjectionComesDuringTheReview() public {
        vm.prank(issuer);
        vm.expectRevert(abi.encodeWithSelector(IBountyEscrow.Escrow_WrongStatus.selector, id, uint8(2)));
        escrow.object{value: 2 ether}(a, "bad");
        _deliver(a);
        uint256 end = t0 + REVIEW;
        vm.warp(end);
        vm.prank(issuer);
        vm.expectRevert(abi.encodeWithSelector(IBountyEscrow.Escrow_TooLate.selector, end));
        escrow.object{value: 2 ether}(a, "bad");
        vm.warp(end - 1);
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IBountyEscrow.Escrow_NotYours.selector, issuer));
        escrow.object{value: 2 ether}(a, "bad");
        vm.prank(issuer);
        vm.expectRevert(abi.encodeWithSelector(IBountyEscrow.Escrow_WrongPayment.selector, 2 ether, 1 ether));
        escrow.object{value: 1 ether}(a, "bad");
        _object();
        assertEq(_held(id), 102 ether, "with the bond");
        vm.prank(issuer);
        _refused(IBountyEscrow.Escrow_AlreadyObjected.selector, id);
        escrow.object{value: 2 ether}(a, "bad");
        vm.warp(end + 1);
        vm.prank(reviewer);
        vm.expectRevert(abi.encodeWithSelector(IBountyEscrow.Escrow_NotYours.selector, issuer));
        escrow.accept(a, "");
        uint256 had = issuer.balance;
        _accept(a);
        assertEq(issuer.balance - had, 2 ether, "the issuer took it back, with its bond");
    }

    function test_C19_E8_nobodyContests() public {
        _deliver(a);
        _object();
        vm.warp(t0 + REVIEW - 1);
        _refused(IBountyEscrow.Escrow_NotFinal.selector, id);
        escrow.release(a);
        vm.warp(t0 + REVIEW);
        vm.prank(hunter);
        vm.expectRevert(abi.encodeWithSelector(IBountyEscrow.Escrow_TooLate.selector, t0 + REVIEW));
        escrow.contest(id, "");
        uint256 had = issuer.balance;
        escrow.release(a);
        assertEq(issuer.balance - had, 102 ether, "all of it, and the bond");
    }

    function _contest() internal returns (uint256 until) {
        _deliver(a);
        _object();
        vm.warp(t0 + REVIEW - 1);
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IBountyEscrow.Escrow_NotYours.selector, hunter));
        escrow.contest(id, "");
        bytes memory signature = _signBy(HUNTER, _digest("Contest(bytes32 node)", abi.encode(id)));
        vm.prank(stranger);
        escrow.contest(id, signature);
        return block.timestamp + 60 days;
    }

    function test_C19_E8_theArbiterStaysSilent() public {
        uint256 until = _contest();
        vm.prank(hunter);
        _refused(IBountyEscrow.Escrow_AlreadyContested.selector, id);
        escrow.contest(id, "");
        vm.warp(until - 1);
        _refused(IBountyEscrow.Escrow_NotFinal.selector, id);
        escrow.release(a);
        vm.warp(until);
        vm.prank(arbiter);
        vm.expectRevert(abi.encodeWithSelector(IBountyEscrow.Escrow_TooLate.selector, until));
        escrow.rule(id, 0);
        (uint256 h, uint256 i) = (hunter.balance, issuer.balance);
        escrow.release(a);
        assertEq(hunter.balance - h, 40 ether, "as the agreement says");
        assertEq(issuer.balance - i, 62 ether, "the rest, and its bond: the hunter got less than half");
        assertEq(escrow.nodeOf(id).releasedAt, until, "since the arbiter's time ended");
    }

    function test_C19_E8_theArbiterRulesInItsLastSecond() public {
        uint256 until = _contest();
        vm.warp(until - 1);
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IBountyEscrow.Escrow_NotYours.selector, arbiter));
        escrow.rule(id, 0);
        vm.prank(arbiter);
        vm.expectRevert(abi.encodeWithSelector(IBountyEscrow.Escrow_TooMuch.selector, id, uint128(100 ether)));
        escrow.rule(id, 100 ether + 1);
        vm.prank(arbiter);
        escrow.rule(id, 30 ether);
        assertEq(arbiter.balance, 2 ether, "the arbiter is paid whatever it rules");
        vm.prank(arbiter);
        _refused(IBountyEscrow.Escrow_AlreadyRuled.selector, id);
        escrow.rule(id, 100 ether);
        // After the ruling nobody can settle otherwise: it is carried out first.
        vm.prank(issuer);
        (uint256 h, uint256 i) = (hunter.balance, issuer.balance);
        escrow.release(a);
        assertEq(hunter.balance - h, 28 ether, "E8: the hunter lost, and makes the objector good from its part");
        assertEq(issuer.balance - i, 72 ether, "so the issuer has its bond back");
        assertEq(_held(id), 0, "nothing is left");
    }

    /// @dev G10: whoever objects to good work pays for it each time, and the work is not lost by it.
    function test_G10_anObjectionThatLosesCostsItsBond() public {
        _contest();
        vm.prank(arbiter);
        escrow.rule(id, 100 ether);
        (uint256 h, uint256 i) = (hunter.balance, issuer.balance);
        escrow.release(a);
        assertEq(hunter.balance - h, 100 ether, "in full");
        assertEq(issuer.balance, i, "and no bond back");
        // What was settled can be agreed anew, under another nonce.
        Agreement memory again = _agreement(1 ether);
        assertTrue(_fund(again) != id, "another bounty");
    }

    function test_E8_RevertWhen_thereIsNothingToRuleOn() public {
        vm.prank(arbiter);
        _refused(IBountyEscrow.Escrow_NotObjected.selector, id);
        escrow.rule(id, 0);
        _deliver(a);
        vm.prank(hunter);
        _refused(IBountyEscrow.Escrow_NotObjected.selector, id);
        escrow.contest(id, "");
        _object();
        vm.prank(arbiter);
        _refused(IBountyEscrow.Escrow_NotContested.selector, id);
        escrow.rule(id, 0);
    }
}
