// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CentralizedArbitratorWithAppeal} from "@kleros/erc-792/contracts/examples/CentralizedArbitratorWithAppeal.sol";
import {CourtAdapter} from "../../src/CourtAdapter.sol";
import {IArbitrator} from "../../src/interfaces/IArbitrator.sol";
import {IBountyEscrow} from "../../src/interfaces/IBountyEscrow.sol";
import {Agreement} from "../../src/types/Bounties.sol";
import {Approvable} from "../actors/EscrowActors.sol";
import {EscrowFixture} from "../base/EscrowFixture.sol";

/// @notice A published arbitrator of ERC-792, with appeal, behind the adapter that is the arbiter (E8).
contract CourtTest is EscrowFixture {
    CentralizedArbitratorWithAppeal internal court;
    CourtAdapter internal adapter;
    Agreement internal a;
    bytes32 internal id;

    receive() external payable {}

    function setUp() public override {
        super.setUp();
        court = new CentralizedArbitratorWithAppeal();
        adapter = new CourtAdapter(escrow, IArbitrator(address(court)), "");
        a = _agreement(100 ether);
        a.arbiter = address(adapter);
        id = _fund(a);
        _deliver(a);
        vm.prank(issuer);
        escrow.object{value: 2 ether}(a, "bad");
    }

    function _bring() internal returns (uint256 disputeId) {
        vm.prank(hunter);
        escrow.contest(id, "");
        vm.prank(stranger);
        disputeId = adapter.bring{value: 0.001 ether}(id);
    }

    function test_E8_anERC792CourtRules() public {
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(CourtAdapter.Court_NotOurs.selector, id));
        adapter.bring{value: 0.001 ether}(id);
        uint256 disputeId = _bring();
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(CourtAdapter.Court_AlreadyBrought.selector, id));
        adapter.bring{value: 0.001 ether}(id);
        vm.expectRevert(CourtAdapter.Court_OnlyCourt.selector);
        adapter.rule(disputeId, 5);
        court.giveRuling(disputeId, 4);
        vm.warp(block.timestamp + 3 minutes);
        // The window of the court's appeal is open to its last second.
        (bool early,) = address(court).call(abi.encodeCall(court.executeRuling, (disputeId)));
        assertFalse(early, "not yet");
        vm.warp(block.timestamp + 1);
        court.executeRuling(disputeId);
        uint256 h = hunter.balance;
        escrow.release(a);
        assertEq(hunter.balance - h, 75 ether, "three quarters");
        uint256 s = stranger.balance;
        vm.prank(stranger);
        adapter.withdraw(ETH);
        assertEq(stranger.balance - s, 2 ether, "the fee is of who paid the court");
        vm.prank(stranger);
        vm.expectRevert(CourtAdapter.Court_NothingOwed.selector);
        adapter.withdraw(ETH);
    }

    function test_E8_RevertWhen_theFeeIsNotWhatItCosts() public {
        vm.prank(hunter);
        escrow.contest(id, "");
        for (uint256 i; i < 2; ++i) {
            vm.prank(stranger);
            vm.expectRevert(abi.encodeWithSelector(CourtAdapter.Court_WrongFee.selector, 0.001 ether));
            adapter.bring{value: i == 0 ? 0.001 ether - 1 : 0.001 ether + 1}(id);
        }
        assertEq(adapter.payerOf(id), address(0), "it can still be brought");
        vm.prank(stranger);
        adapter.bring{value: 0.001 ether}(id);
    }

    /// @dev What is owed to somebody who takes no ETH stays owed.
    function test_E8_RevertWhen_whoPaidTakesNothing() public {
        uint256 disputeId = _bring();
        court.giveRuling(disputeId, 5);
        vm.warp(block.timestamp + 4 minutes);
        court.executeRuling(disputeId);
        vm.etch(stranger, hex"5f5ffd");
        vm.prank(stranger);
        vm.expectRevert(CourtAdapter.Court_TransferFailed.selector);
        adapter.withdraw(ETH);
        assertEq(adapter.owed(ETH, stranger), 2 ether, "still owed");
    }

    function test_E8_theCourtRefuses() public {
        uint256 disputeId = _bring();
        court.giveRuling(disputeId, 0);
        vm.warp(block.timestamp + 4 minutes);
        court.executeRuling(disputeId);
        _refused(IBountyEscrow.Escrow_NotFinal.selector, id);
        escrow.release(a);
        vm.warp(block.timestamp + 60 days);
        uint256 h = hunter.balance;
        escrow.release(a);
        assertEq(hunter.balance - h, 40 ether, "as the agreement says");
    }

    function test_E8_aRulingThatComesTooLateHarmsNobody() public {
        uint256 disputeId = _bring();
        court.giveRuling(disputeId, 5);
        vm.warp(block.timestamp + 61 days);
        court.executeRuling(disputeId);
        assertEq(escrow.disputeOf(id).ruledAt, 0, "it does not count");
        escrow.release(a);
        assertEq(_status(id), 5, "the default does");
    }

    function _tokenRuling() private returns (Approvable token, Agreement memory ours, bytes32 node) {
        token = new Approvable();
        token.mint(issuer, 102 ether);
        vm.prank(issuer);
        token.approve(address(escrow), 102 ether);
        ours = _agreement(100 ether);
        (ours.token, ours.arbiter) = (address(token), address(adapter));
        node = _fund(ours);
        _deliver(ours);
        vm.prank(issuer);
        escrow.object(ours, "bad");
        vm.prank(hunter);
        escrow.contest(node, "");
        vm.prank(stranger);
        uint256 disputeId = adapter.bring{value: 0.001 ether}(node);
        court.giveRuling(disputeId, 5);
        vm.warp(block.timestamp + 4 minutes);
        token.blockAccount(address(adapter));
        court.executeRuling(disputeId);
    }

    /// @dev C12: a token that does not move when the court rules. What waits in the escrow is of who paid the court all the same.
    function test_C12_E8_aFeeThatWaitedIsOfWhoPaidTheCourt() public {
        (Approvable token, Agreement memory ours, bytes32 node) = _tokenRuling();
        assertEq(escrow.creditOf(escrow.vaultOf(ours), address(adapter)), 2 ether, "it waits");
        token.blockAccount(address(0));
        escrow.claim(escrow.vaultOf(ours), address(adapter), address(0));
        adapter.collect(node);
        vm.prank(stranger);
        adapter.withdraw(address(token));
        assertEq(token.balanceOf(stranger), 2 ether, "the fee");
    }

    /// @dev Whoever sends the court's ruling chooses its gas. With whatever they choose it either counts or can be sent again.
    function test_C16_E8_aRulingSentWithTooLittleGasIsNotLost() public {
        uint256 disputeId = _bring();
        court.giveRuling(disputeId, 5);
        vm.warp(block.timestamp + 4 minutes);
        uint256 failed;
        for (uint256 gasGiven = 40_000; gasGiven < 300_000; gasGiven += 1_000) {
            uint256 before = vm.snapshotState();
            (bool ok,) = address(court).call{gas: gasGiven}(abi.encodeCall(court.executeRuling, (disputeId)));
            if (ok) {
                assertTrue(escrow.disputeOf(id).ruledAt != 0, "the court holds it for ruled");
                assertEq(adapter.owed(ETH, stranger), 2 ether, "the fee came");
            } else {
                ++failed;
            }
            vm.revertToState(before);
        }
        assertTrue(failed != 0, "some were too little");
        court.executeRuling(disputeId);
        assertEq(escrow.disputeOf(id).hunterAmount, 100 ether, "it counts");
    }
}
