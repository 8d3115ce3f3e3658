// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IBountyEscrow} from "../../src/interfaces/IBountyEscrow.sol";
import {Agreement, Leaf} from "../../src/types/Bounties.sol";
import {EscrowFixture} from "../base/EscrowFixture.sol";

/// @notice A bounty that nobody splits: funding, delivery, silence, acceptance, refund, settlement.
contract BountyLifeTest is EscrowFixture {
    function test_fundDeliverAcceptPaysTheHunter() public {
        Agreement memory a = _agreement(10 ether);
        uint256 before = hunter.balance;
        bytes32 id = _fund(a);
        vm.snapshotGasLastCall("BountyEscrow", "fund, ETH");
        assertEq(id, _agreementDigest(a), "the id is the digest of the agreement");
        assertEq(_held(id), 10 ether, "held");
        _deliver(a);
        vm.snapshotGasLastCall("BountyEscrow", "deliver");
        _accept(a);
        vm.snapshotGasLastCall("BountyEscrow", "accept, ETH, pays the hunter");
        assertEq(hunter.balance - before, 10 ether, "paid");
        assertEq(_held(id), 0, "nothing left");
        assertEq(address(escrow).balance, 0, "nothing left here");
        assertEq(_status(id), 5, "released");
    }

    function _agreementDigest(Agreement memory a) private view returns (bytes32) {
        return _digest(
            "Agreement(address issuer,address hunter,address token,uint128 amount,bytes32 termsHash,uint40 deliverBy,uint32 reviewPeriod,address reviewer,address arbiter,uint16 defaultSplit,bytes32 parent,uint40 validUntil,uint256 nonce)",
            abi.encode(a)
        );
    }

    function test_theReviewerAccepts_nobodyElse() public {
        Agreement memory a = _agreement(1 ether);
        bytes32 id = _fund(a);
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IBountyEscrow.Escrow_NotYours.selector, issuer));
        escrow.accept(a, "");
        bytes memory signature = _signBy(STRANGER, _digest("Release(bytes32 bounty)", abi.encode(id)));
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IBountyEscrow.Escrow_BadSignature.selector, issuer));
        escrow.accept(a, signature);
        vm.prank(reviewer);
        escrow.accept(a, "");
        assertEq(_status(id), 5, "before any delivery, too");
        vm.prank(reviewer);
        vm.expectRevert(abi.encodeWithSelector(IBountyEscrow.Escrow_WrongStatus.selector, id, uint8(5)));
        escrow.accept(a, "");
    }

    function test_theIssuerSignsThatItAccepts() public {
        Agreement memory a = _agreement(1 ether);
        bytes32 id = _fund(a);
        bytes memory signature = _signBy(ISSUER, _digest("Release(bytes32 bounty)", abi.encode(id)));
        vm.prank(stranger);
        escrow.accept(a, signature);
        assertEq(_status(id), 5, "released");
    }

    /// @dev Every field that the contract can judge is judged before money moves.
    function test_RevertWhen_theAgreementCannotBeFunded() public {
        Agreement memory a = _agreement(1 ether);
        a.amount = 0;
        _fundRefused(a, abi.encodeWithSelector(IBountyEscrow.Escrow_BadAgreement.selector, 3));
        a = _agreement(1 ether);
        a.deliverBy = uint40(block.timestamp - 1);
        _fundRefused(a, abi.encodeWithSelector(IBountyEscrow.Escrow_BadAgreement.selector, 5));
        a = _agreement(1 ether);
        a.reviewPeriod = 1 days - 1;
        _fundRefused(a, abi.encodeWithSelector(IBountyEscrow.Escrow_BadAgreement.selector, 6));
        a = _agreement(1 ether);
        a.defaultSplit = 10_001;
        _fundRefused(a, abi.encodeWithSelector(IBountyEscrow.Escrow_BadAgreement.selector, 9));
        a = _agreement(1 ether);
        a.validUntil = uint40(block.timestamp - 1);
        _fundRefused(a, abi.encodeWithSelector(IBountyEscrow.Escrow_BadAgreement.selector, 11));
        a = _agreement(1 ether);
        bytes memory signature = _signBy(STRANGER, escrow.idOf(a));
        vm.prank(issuer);
        vm.expectRevert(abi.encodeWithSelector(IBountyEscrow.Escrow_BadSignature.selector, hunter));
        escrow.fund{value: 1 ether}(a, signature);
        signature = _signBy(HUNTER, escrow.idOf(a));
        vm.prank(issuer);
        vm.expectRevert(abi.encodeWithSelector(IBountyEscrow.Escrow_WrongPayment.selector, 1 ether, 1 ether - 1));
        escrow.fund{value: 1 ether - 1}(a, signature);
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IBountyEscrow.Escrow_NotYours.selector, issuer));
        escrow.fund{value: 1 ether}(a, signature);
        assertEq(address(escrow).balance, 0, "nothing came in");
    }

    function _fundRefused(Agreement memory a, bytes memory error) private {
        bytes memory signature = _signBy(HUNTER, escrow.idOf(a));
        uint256 amount = a.amount;
        vm.prank(a.issuer);
        vm.expectRevert(error);
        escrow.fund{value: amount}(a, signature);
    }

    /// @dev G9: whoever hires itself is refused; whoever hires a second key of its own locks real money, visible as its own, and pays for every step.
    function test_G9_E9_aWashBountyIsRefusedOrCounterFunded() public {
        Agreement memory a = _agreement(issuer, issuer, 1 ether);
        _fundRefused(a, abi.encodeWithSelector(IBountyEscrow.Escrow_BadAgreement.selector, 1));
        Agreement memory b = _agreement(5 ether);
        uint256 before = issuer.balance;
        vm.recordLogs();
        bytes32 id = _fund(b);
        assertEq(before - issuer.balance, 5 ether, "the money is the issuer's own");
        assertEq(vm.getRecordedLogs()[0].topics[2], bytes32(uint256(uint160(issuer))), "and the chain says whose");
        assertEq(_held(id), 5 ether, "locked until it is released");
    }

    function test_RevertWhen_itIsFundedTwice_orCancelled() public {
        Agreement memory a = _agreement(1 ether);
        bytes32 id = _fund(a);
        _fundRefused(a, abi.encodeWithSelector(IBountyEscrow.Escrow_WrongStatus.selector, id, uint8(2)));
        Agreement memory b = _agreement(1 ether);
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IBountyEscrow.Escrow_NotYours.selector, hunter));
        escrow.cancel(b);
        vm.prank(hunter);
        escrow.cancel(b);
        _fundRefused(b, abi.encodeWithSelector(IBountyEscrow.Escrow_WrongStatus.selector, escrow.idOf(b), uint8(1)));
        vm.prank(hunter);
        vm.expectRevert(abi.encodeWithSelector(IBountyEscrow.Escrow_WrongStatus.selector, id, uint8(2)));
        escrow.cancel(a);
    }

    /// @dev E6: without a delivery no clock runs, whatever time passes.
    function test_E6_silenceCountsOnlyFromADelivery() public {
        Agreement memory a = _agreement(1 ether);
        bytes32 id = _fund(a);
        vm.warp(a.deliverBy);
        vm.expectRevert(abi.encodeWithSelector(IBountyEscrow.Escrow_WrongStatus.selector, id, uint8(2)));
        escrow.release(a);
        _deliver(a);
        uint256 end = block.timestamp + REVIEW;
        vm.warp(end - 1);
        _refused(IBountyEscrow.Escrow_NotFinal.selector, id);
        escrow.release(a);
        vm.warp(end);
        uint256 before = hunter.balance;
        vm.prank(stranger);
        escrow.release(a);
        assertEq(hunter.balance - before, 1 ether, "silence to its end is a yes");
        assertEq(escrow.nodeOf(id).releasedAt, end, "and counts from its end");
    }

    /// @dev G17: silence never pays for what was not delivered in time.
    function test_G17_E6_aLateDeliveryDoesNotCount() public {
        Agreement memory a = _agreement(1 ether);
        bytes32 id = _fund(a);
        vm.warp(uint256(a.deliverBy) + 1);
        vm.prank(hunter);
        vm.expectRevert(abi.encodeWithSelector(IBountyEscrow.Escrow_TooLate.selector, uint256(a.deliverBy)));
        escrow.deliver(a, 0, "");
        uint256 before = issuer.balance;
        vm.prank(stranger);
        escrow.refund(a);
        assertEq(issuer.balance - before, 1 ether, "back to the issuer");
        assertEq(_held(id), 0, "all of it");
    }

    /// @dev G17: there is no cancelling that could come before a delivery: until deliverBy is over the issuer gets nothing back.
    function test_G17_E7_noWayBackBeforeDeliverByIsOver() public {
        Agreement memory a = _agreement(1 ether);
        bytes32 id = _fund(a);
        vm.warp(a.deliverBy);
        vm.prank(issuer);
        vm.expectRevert(abi.encodeWithSelector(IBountyEscrow.Escrow_TooEarly.selector, uint256(a.deliverBy) + 1));
        escrow.refund(a);
        vm.prank(issuer);
        vm.expectRevert(abi.encodeWithSelector(IBountyEscrow.Escrow_NotYours.selector, hunter));
        escrow.settle(a, 0, type(uint40).max, "", "");
        vm.prank(issuer);
        vm.expectRevert(abi.encodeWithSelector(IBountyEscrow.Escrow_WrongStatus.selector, id, uint8(2)));
        escrow.cancel(a);
        _deliver(a);
        vm.warp(uint256(a.deliverBy) + 1);
        vm.prank(issuer);
        vm.expectRevert(abi.encodeWithSelector(IBountyEscrow.Escrow_WrongStatus.selector, id, uint8(3)));
        escrow.refund(a);
    }

    /// @dev E7: by the hunter's signature the issuer gets all of it back.
    function test_E7_theHunterGivesItBack() public {
        Agreement memory a = _agreement(1 ether);
        bytes32 id = _fund(a);
        uint256 before = issuer.balance;
        bytes memory signature = _signSettlement(HUNTER, id, 0);
        vm.prank(stranger);
        escrow.settle(a, 0, type(uint40).max, signature, "");
        assertEq(issuer.balance - before, 1 ether, "all of it");
    }

    function _signSettlement(uint256 key, bytes32 id, uint128 amount) private view returns (bytes memory) {
        string memory type_ = "Settlement(bytes32 bounty,uint128 hunterAmount,uint40 validUntil)";
        return _signBy(key, _digest(type_, abi.encode(id, amount, type(uint40).max)));
    }

    function test_E5_bothSettleForAPart() public {
        Agreement memory a = _agreement(10 ether);
        bytes32 id = _fund(a);
        (uint256 i, uint256 h) = (issuer.balance, hunter.balance);
        bytes memory signature = _signSettlement(HUNTER, id, 4 ether);
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IBountyEscrow.Escrow_NotYours.selector, issuer));
        escrow.settle(a, 4 ether, type(uint40).max, signature, "");
        escrow.settle(a, 4 ether, type(uint40).max, signature, _signSettlement(ISSUER, id, 4 ether));
        vm.snapshotGasLastCall("BountyEscrow", "settle by both signatures, ETH");
        assertEq(hunter.balance - h, 4 ether, "the hunter's");
        assertEq(issuer.balance - i, 6 ether, "the issuer's");
    }

    /// @dev C17: whatever ends it ends it once.
    function test_C17_nothingIsReleasedTwice() public {
        Agreement memory a = _agreement(1 ether);
        bytes32 id = _fund(a);
        _fund(_agreement(1 ether));
        bytes memory signature = _signSettlement(HUNTER, id, 0);
        _accept(a);
        bytes memory refusal = abi.encodeWithSelector(IBountyEscrow.Escrow_WrongStatus.selector, id, uint8(5));
        vm.expectRevert(refusal);
        escrow.settle(a, 0, type(uint40).max, signature, "");
        vm.warp(uint256(a.deliverBy) + 1);
        vm.expectRevert(refusal);
        escrow.refund(a);
        vm.expectRevert(refusal);
        escrow.release(a);
        vm.prank(hunter);
        vm.expectRevert(refusal);
        escrow.deliver(a, 0, "");
        assertEq(address(escrow).balance, 1 ether, "another bounty's money is where it was");
    }
}
