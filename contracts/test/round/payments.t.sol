// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IMatchingRound} from "../../src/interfaces/IMatchingRound.sol";
import {Project, Round} from "../../src/types/Rounds.sol";
import {Approvable, FeeOnEntry, Reentrant, Weighty} from "../actors/EscrowActors.sol";
import {MoodyMember} from "../actors/Members.sol";
import {ForcedEther} from "../actors/Targets.sol";
import {RoundFixture} from "../base/RoundFixture.sol";

/// @notice Tokens and receivers that do not behave (R17).
contract RoundPaymentsTest is RoundFixture {
    function _giveAll(Round memory r) private {
        for (uint256 i; i < 4; ++i) _give(r, _keySeat(i), 0, 2500);
        for (uint256 i; i < 4; ++i) _give(r, _keySeat(i), 1, 400);
        _fund(r, 100_000);
    }

    function test_R17_tokensLieInAVaultOfTheirOwn() public {
        Approvable token = new Approvable();
        Round memory r = _tokenRound(token, 2);
        address vault = rounds.vaultOf(r);
        token.mint(vault, 5); // C14: a donation changes nothing
        _giveAll(r);
        assertEq(token.balanceOf(vault), 111_600 + 5, "in the vault");
        _finalise(r);
        rounds.payout(r, _projects(2), 3);
        assertEq(token.balanceOf(_payee(0)), 40_000, "10 000 and three times as much");
        assertEq(token.balanceOf(_payee(1)), 6400, "1600 and three times as much");
        uint256 had = token.balanceOf(sponsor);
        rounds.refundPool(r, _list(0));
        assertEq(token.balanceOf(sponsor) - had, 100_000 - 30_000 - 4800, "what is left");
        assertEq(token.balanceOf(vault), 5, "and the donation is all that remains");
    }

    function test_R17_C11_RevertWhen_lessArrives() public {
        Round memory r = _tokenRound(new FeeOnEntry(), 1);
        uint8 seat = uint8(_keySeat(0));
        vm.prank(seats[seat].account);
        vm.expectRevert(abi.encodeWithSelector(IMatchingRound.Round_WrongPayment.selector, 1000, 900));
        rounds.contribute(r, seat, ITSELF, 0, 1000);
        vm.prank(sponsor);
        vm.expectRevert(abi.encodeWithSelector(IMatchingRound.Round_WrongPayment.selector, 1000, 900));
        rounds.fund(r, 1000);
        vm.prank(sponsor);
        vm.expectRevert(abi.encodeWithSelector(IMatchingRound.Round_WrongPayment.selector, 0, 1));
        rounds.fund{value: 1}(r, 1000);
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IMatchingRound.Round_TransferFailed.selector, rounds.vaultOf(r)));
        rounds.fund(r, 1000);
        Round memory e = _open(1);
        vm.prank(sponsor);
        vm.expectRevert(abi.encodeWithSelector(IMatchingRound.Round_WrongPayment.selector, 1000, 999));
        rounds.fund{value: 999}(e, 1000);
    }

    /// @dev C12: whom a token blocks it blocks alone; the part waits for it.
    function test_R17_C12_aBlockedPayeeHoldsUpNobody() public {
        Approvable token = new Approvable();
        Round memory r = _tokenRound(token, 2);
        _giveAll(r);
        _finalise(r);
        token.blockAccount(_payee(0));
        rounds.payout(r, _projects(2), 3);
        address vault = rounds.vaultOf(r);
        assertEq(token.balanceOf(_payee(1)), 6400, "the other one has its part");
        assertEq(rounds.creditOf(vault, _payee(0)), 40_000, "waits");
        vm.expectRevert(abi.encodeWithSelector(IMatchingRound.Round_TransferFailed.selector, vault));
        rounds.claim(vault, _payee(0), ETH);
        vm.expectRevert(abi.encodeWithSelector(IMatchingRound.Round_NotYours.selector, _payee(0)));
        rounds.claim(vault, _payee(0), stranger);
        vm.prank(_payee(0));
        rounds.claim(vault, _payee(0), stranger);
        assertEq(token.balanceOf(stranger), 40_000, "where it wants it");
        vm.expectRevert(abi.encodeWithSelector(IMatchingRound.Round_NothingToClaim.selector, vault, _payee(0)));
        rounds.claim(vault, _payee(0), ETH);
    }

    function test_R32_whatAPushCannotMoveItsClaimDoes() public {
        Weighty token = new Weighty();
        Round memory r = _tokenRound(token, 2);
        _giveAll(r);
        _finalise(r);
        rounds.payout(r, _projects(2), 3);
        address vault = rounds.vaultOf(r);
        assertEq(rounds.creditOf(vault, _payee(0)), 40_000, "more than a push may cost");
        rounds.claim(vault, _payee(0), ETH);
        assertEq(token.balanceOf(_payee(0)), 40_000, "and less than who claims brings");
    }

    function _moodyRound(MoodyMember moody) private returns (Round memory r, Project[] memory ps) {
        ps = _projects(2);
        ps[0].payee = address(moody);
        r = _round(ps);
        vm.prank(address(dao));
        rounds.open(r, ps);
        _giveAll(r);
        _finalise(r);
    }

    /// @dev C1, C6, C12: one that reverts, one that burns all it gets, one that comes back.
    function test_R17_C1_C12_aHostilePayeeHoldsUpNobody() public {
        for (uint8 mood; mood < 3; ++mood) {
            MoodyMember moody = new MoodyMember();
            (Round memory r, Project[] memory ps) = _moodyRound(moody);
            moody.set(mood, address(rounds), abi.encodeCall(IMatchingRound.payout, (r, ps, 2)));
            uint256 had = _payee(1).balance;
            rounds.payout(r, ps, 1);
            assertEq(_payee(1).balance, had, "nothing was paid from within");
            assertEq(address(moody).balance, mood == 0 ? 40_000 : 0, "taken");
            assertEq(rounds.creditOf(ETH, address(moody)), mood == 0 ? 0 : 40_000, "waits");
            rounds.payout(r, ps, 2);
            assertEq(_payee(1).balance - had, 6400, "the other one");
            if (mood == 0) continue;
            moody.set(0, ETH, "");
            rounds.claim(ETH, address(moody), ETH);
            assertEq(address(moody).balance, 40_000, "claimed");
        }
    }

    /// @dev C16: too little gas for a push refuses the call, so nobody becomes a creditor by it.
    function test_R17_C16_RevertWhen_theCallerIsStingy() public {
        (Round memory r, Project[] memory ps) = _moodyRound(new MoodyMember());
        (bool ok, bytes memory why) = address(rounds).call{gas: 170_000}(abi.encodeCall(IMatchingRound.payout, (r, ps, 1)));
        assertFalse(ok, "refused");
        assertEq(bytes4(why), IMatchingRound.Round_GasTooLow.selector, "by name");
        rounds.payout(r, ps, 1);
        assertEq(rounds.creditOf(ETH, ps[0].payee), 0, "no credit");
    }

    /// @dev C1: a token that calls back into the round finds it closed, whatever it asks.
    function test_R17_C1_RevertWhen_aTokenComesBack() public {
        Reentrant token = new Reentrant();
        Round memory r = _tokenRound(token, 2);
        _giveAll(r);
        _finalise(r);
        bytes[4] memory bodies = [
            abi.encodeCall(IMatchingRound.payout, (r, _projects(2), 2)),
            abi.encodeCall(IMatchingRound.refundPool, (r, _list(0))),
            abi.encodeCall(IMatchingRound.claim, (rounds.vaultOf(r), _payee(0), ETH)),
            abi.encodeCall(IMatchingRound.refund, (r, sponsor))
        ];
        for (uint256 i; i < 4; ++i) {
            uint256 state = vm.snapshotState();
            token.arm(address(rounds), bodies[i]);
            rounds.payout(r, _projects(2), 1);
            assertTrue(token.called(), "it tried");
            assertFalse(token.entered(), "and failed");
            vm.revertToState(state);
        }
    }

    function test_R17_C14_forcedEtherChangesNothing() public {
        Round memory r = _open(1);
        new ForcedEther{value: 1 ether}(payable(address(rounds)));
        _fund(r, 1000);
        _give(r, _keySeat(0), 0, 400);
        _give(r, _keySeat(1), 0, 400);
        _finalise(r);
        rounds.payout(r, _projects(1), 1);
        rounds.refundPool(r, _list(0));
        assertEq(_payee(0).balance, 1600, "800 and as much");
        assertEq(address(rounds).balance, 1 ether, "what was forced on it stays");
    }

    receive() external payable {}
}
