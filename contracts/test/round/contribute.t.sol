// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IMatchingRound} from "../../src/interfaces/IMatchingRound.sol";
import {Round} from "../../src/types/Rounds.sol";
import {RoundFixture} from "../base/RoundFixture.sol";

/// @notice Who contributes, for whom, and what that changes (R14).
contract ContributeTest is RoundFixture {
    function _refused(bytes memory why, address from, Round memory r, uint8 seat, uint8 place, uint8 project, uint112 amount) private {
        vm.prank(from);
        vm.expectRevert(why);
        rounds.contribute{value: amount}(r, seat, place, project, amount);
    }

    function _placeInInner(address account) private view returns (uint8 place) {
        while (people[place] != account) ++place;
    }

    function test_R14_theSeatAndTheMembersOfItsDaoContribute() public {
        Round memory r = _open(2);
        bytes32 id = rounds.idOf(r);
        vm.prank(people[3]);
        rounds.contribute{value: 900}(r, innerSeat, 3, 1, 900);
        vm.prank(people[11]);
        rounds.contribute{value: 500}(r, innerSeat, 11, 1, 500);
        vm.prank(address(inner));
        rounds.contribute{value: 200}(r, innerSeat, ITSELF, 1, 200);
        assertEq(rounds.givenBy(id, 1, innerSeat), 1600, "of the seat");
        (uint256 roots, uint112 contributed, bool paid) = rounds.projectOf(id, 1);
        assertEq(roots, 40 << 72, "one root of all of it");
        assertEq(contributed, 1600, "contributed");
        assertFalse(paid, "nothing is paid yet");
        assertEq(rounds.contributedBy(id, people[3]), 900, "of the person");
        assertEq(rounds.matchesOf(r)[1], 0, "who gives alone is not matched");
    }

    function test_R14_RevertWhen_theCallerHasNoSeatThere() public {
        Round memory r = _open(2);
        bytes memory why = abi.encodeWithSelector(IMatchingRound.Round_NotYours.selector, address(inner));
        vm.deal(stranger, 1 ether);
        _refused(why, stranger, r, innerSeat, ITSELF, 0, 1000);
        _refused(why, stranger, r, innerSeat, 0, 0, 1000);
        _refused(why, people[3], r, innerSeat, 4, 0, 1000); // another one's place
        _refused(why, people[3], r, innerSeat, 64, 0, 1000);
        _refused(why, people[3], r, innerSeat, 12, 0, 1000); // behind the last
        // A key has no members.
        uint8 seat = uint8(_keySeat(0));
        why = abi.encodeWithSelector(IMatchingRound.Round_NotYours.selector, seats[seat].account);
        _refused(why, people[11], r, seat, 0, 0, 1000);
        _refused(abi.encodeWithSelector(IMatchingRound.Round_NoSuchSeat.selector, 12), people[0], r, 12, ITSELF, 0, 1000);
        _refused(abi.encodeWithSelector(IMatchingRound.Round_NoSuchSeat.selector, 255), people[0], r, 255, ITSELF, 0, 1000);
        _refused(abi.encodeWithSelector(IMatchingRound.Round_NoSuchProject.selector, 2), people[0], r, 0, ITSELF, 2, 1000);
    }

    /// @dev Who left the member DAO does not give in its name any more; its present members do.
    function test_R14_RevertWhen_theMemberLeftItsDao() public {
        Round memory r = _open(1);
        vm.prank(people[5]);
        inner.ragequit(100, new address[](0), ETH);
        _refused(abi.encodeWithSelector(IMatchingRound.Round_NotYours.selector, address(inner)), people[5], r, innerSeat, 5, 0, 1000);
        vm.prank(people[6]);
        rounds.contribute{value: 1000}(r, innerSeat, 6, 0, 1000);
    }

    function test_R14_C19_untilAndInTheSecondItCloses() public {
        Round memory r = _open(1);
        vm.warp(r.closesAt);
        _give(r, _keySeat(0), 0, 100);
        _fund(r, 5);
        vm.warp(uint256(r.closesAt) + 1);
        bytes memory late = abi.encodeWithSelector(IMatchingRound.Round_TooLate.selector, r.closesAt);
        _refused(late, seats[_keySeat(0)].account, r, uint8(_keySeat(0)), ITSELF, 0, 100);
        vm.prank(sponsor);
        vm.expectRevert(late);
        rounds.fund{value: 5}(r, 5);
    }

    function test_R14_RevertWhen_itIsLessThanTheMinimum() public {
        Round memory r = _open(1);
        uint8 seat = uint8(_keySeat(0));
        _refused(abi.encodeWithSelector(IMatchingRound.Round_BelowMinimum.selector, 100), seats[seat].account, r, seat, ITSELF, 0, 99);
        vm.prank(sponsor);
        vm.expectRevert(abi.encodeWithSelector(IMatchingRound.Round_BelowMinimum.selector, 1));
        rounds.fund(r, 0);
    }

    function test_R14_RevertWhen_theRoundIsNotThisOne() public {
        Round memory r = _open(1);
        r.minimum = 1; // another round, which nobody opened
        bytes memory why = abi.encodeWithSelector(IMatchingRound.Round_WrongStatus.selector, rounds.idOf(r), 0);
        _refused(why, seats[_keySeat(0)].account, r, uint8(_keySeat(0)), ITSELF, 0, 100);
        vm.prank(sponsor);
        vm.expectRevert(why);
        rounds.fund{value: 5}(r, 5);
    }

    /// @dev G8: however a member DAO cuts what it gives, and through however many of its own people, its root is one.
    function testFuzz_R14_1_G8_splittingWithinASeatGainsNothing(uint96[8] memory parts, uint96 others, uint256 chance) public {
        Round memory whole = _open(1);
        Round memory cut = _open(1);
        vm.deal(address(inner), type(uint112).max);
        vm.deal(seats[_keySeat(0)].account, type(uint112).max);
        uint112 sum;
        for (uint256 i; i < 8; ++i) {
            uint112 part = uint112(bound(parts[i], 100, type(uint96).max));
            sum += part;
            uint8 who = uint8((chance >> (8 * i)) % 12);
            vm.deal(people[who], part);
            vm.prank(people[who]);
            rounds.contribute{value: part}(cut, innerSeat, who, 0, part);
        }
        vm.prank(address(inner));
        rounds.contribute{value: sum}(whole, innerSeat, ITSELF, 0, sum);
        uint112 other = uint112(bound(others, 100, type(uint96).max));
        vm.deal(seats[_keySeat(0)].account, uint256(other) * 2);
        _give(whole, _keySeat(0), 0, other);
        _give(cut, _keySeat(0), 0, other);
        (uint256 roots,,) = rounds.projectOf(rounds.idOf(whole), 0);
        (uint256 rootsOfParts,,) = rounds.projectOf(rounds.idOf(cut), 0);
        assertEq(rootsOfParts, roots, "the same roots");
    }

    /// @dev G8: a round without a pool scales nothing up, and dust does not come in.
    function test_R15_1_G8_withoutAPoolNothingIsMatched() public {
        Round memory r = _open(1);
        for (uint256 i; i < 11; ++i) _give(r, _keySeat(i), 0, 100);
        assertEq(rounds.matchesOf(r)[0], 0, "nothing");
        _finalise(r);
        rounds.payout(r, _projects(1), 1);
        assertEq(_payee(0).balance, 1100, "what was contributed");
    }

    function test_R14_3_RevertWhen_amountsGoAbove112Bits() public {
        Round memory r = _open(2);
        uint112 most = type(uint112).max;
        uint8 seat = uint8(_keySeat(0));
        address account = seats[seat].account;
        vm.deal(account, type(uint128).max);
        vm.deal(sponsor, type(uint128).max);
        _give(r, seat, 0, most);
        (uint256 roots,,) = rounds.projectOf(rounds.idOf(r), 0);
        assertEq(roots, (1 << 128) - (1 << 15), "the largest root");
        bytes memory why = abi.encodeWithSelector(IMatchingRound.Round_TooMuch.selector);
        _refused(why, account, r, seat, ITSELF, 0, 100);
        _refused(why, account, r, seat, ITSELF, 1, 100); // the account's own sum
        _fund(r, most);
        vm.prank(sponsor);
        vm.expectRevert(why);
        rounds.fund{value: 1}(r, 1);
        // And the numbers hold at the very end.
        _finalise(r);
        rounds.payout(r, _projects(2), 3);
        assertEq(_payee(0).balance, most, "paid");
        rounds.refundPool(r, _list(0));
    }

    /// @dev The same contribution among 1, 64 and 200 projects, and by a person of a member DAO.
    function test_R14_2_contributingCostsTheSameAmongAllProjects() public {
        uint256[3] memory sizes = [uint256(1), 64, 200];
        string[3] memory names = ["contribute, 1 project", "contribute, 64 projects", "contribute, 200 projects"];
        uint256[3] memory costs;
        for (uint256 k; k < 3; ++k) {
            Round memory r = _open(sizes[k]);
            for (uint256 i; i < 9; ++i) _give(r, _keySeat(i), uint8(sizes[k] - 1), 1000);
            _give(r, _keySeat(9), uint8(sizes[k] - 1), 1000);
            costs[k] = vm.snapshotGasLastCall("MatchingRound", names[k]);
            if (k != 0) continue;
            _give(r, _keySeat(9), 0, 1000);
            vm.snapshotGasLastCall("MatchingRound", "contribute again");
            vm.prank(people[2]);
            rounds.contribute{value: 1000}(r, innerSeat, 2, 0, 1000);
            vm.snapshotGasLastCall("MatchingRound", "contribute, a member of a DAO of 12");
            _fund(r, 1000);
            vm.snapshotGasLastCall("MatchingRound", "fund");
        }
        // Only bytes of the arguments differ.
        assertTrue(costs[1] < costs[0] + 100 && costs[0] < costs[1] + 100, "64 as 1");
        assertTrue(costs[2] < costs[0] + 100 && costs[0] < costs[2] + 100, "200 as 1");
    }
}
