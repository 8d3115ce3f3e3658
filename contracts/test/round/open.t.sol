// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDao} from "../../src/interfaces/IDao.sol";
import {IMatchingRound} from "../../src/interfaces/IMatchingRound.sol";
import {Decision, RosterDelta} from "../../src/types/Types.sol";
import {Project, Round} from "../../src/types/Rounds.sol";
import {RoundFixture} from "../base/RoundFixture.sol";

/// @notice Who opens a round, of what, and for whom (R13).
contract OpenRoundTest is RoundFixture {
    function _refused(bytes memory why, Round memory r, Project[] memory ps) private {
        vm.prank(address(dao));
        vm.expectRevert(why);
        rounds.open(r, ps);
    }

    function _bad(uint256 field, Round memory r) private {
        _refused(abi.encodeWithSelector(IMatchingRound.Round_BadRound.selector, field), r, _projects(3));
    }

    function test_R13_aDecisionOpensARound() public {
        Round memory r = _round(_projects(3));
        Decision memory d = _decide(1, _one(_call(address(rounds), 0, abi.encodeCall(IMatchingRound.open, (r, _projects(3))))));
        // Only keys sign here: all but the member DAO.
        _enact(d, _mask(12) & ~(1 << uint256(innerSeat)));
        (uint8 status, address roster, uint64 seats_, uint8 projects,,,,) = rounds.roundOf(rounds.idOf(r));
        assertEq(status, 1, "open");
        assertEq(roster, dao.pointerOf(0), "the roster of this moment");
        assertEq(seats_, _mask(12), "a root for each seat");
        assertEq(projects, 3, "projects");
        _refused(abi.encodeWithSelector(IMatchingRound.Round_WrongStatus.selector, rounds.idOf(r), 1), r, _projects(3));
    }

    function test_R13_RevertWhen_anybodyElseOpensIt() public {
        Round memory r = _round(_projects(3));
        vm.expectRevert(abi.encodeWithSelector(IMatchingRound.Round_NotYours.selector, address(dao)));
        rounds.open(r, _projects(3));
    }

    function test_R13_1_RevertWhen_theTermsAreWrong() public {
        Round memory r = _round(_projects(3));
        r.token = address(0xDEAD);
        _bad(1, r);
        r = _round(_projects(3));
        (r.closesAt, r.finaliseBy) = (uint40(block.timestamp - 1), uint40(block.timestamp + 30 days));
        _bad(2, r);
        r.closesAt = uint40(block.timestamp);
        r.finaliseBy = r.closesAt + 1 days - 1;
        _bad(3, r);
        r.finaliseBy += 1;
        _openAs(r, 3); // at the very edge it holds
        r = _round(_projects(3));
        r.minimum = 0;
        _bad(4, r);
        r.minimum = 1;
        r.capBps = 0;
        _bad(5, r);
        r.capBps = 10_001;
        _bad(5, r);
        r.capBps = 1;
        r.projectsHash = keccak256(abi.encode(_projects(4)));
        _bad(6, r);
    }

    function test_R13_1_RevertWhen_theProjectsAreWrong() public {
        Project[] memory ps = _projects(0);
        _refused(abi.encodeWithSelector(IMatchingRound.Round_BadRound.selector, 7), _round(ps), ps);
        ps = _projects(201);
        _refused(abi.encodeWithSelector(IMatchingRound.Round_BadRound.selector, 7), _round(ps), ps);
        ps = _projects(200);
        ps[199].payee = address(0);
        _refused(abi.encodeWithSelector(IMatchingRound.Round_BadRound.selector, 8), _round(ps), ps);
        ps[199].payee = address(rounds);
        _refused(abi.encodeWithSelector(IMatchingRound.Round_BadRound.selector, 8), _round(ps), ps);
    }

    /// @dev G2: the seats of the opening are those of the round. Power without, and who left, has no root.
    function test_R13_G2_laterSeatsHaveNoRoot() public {
        RosterDelta[] memory deltas = new RosterDelta[](1);
        deltas[0] = RosterDelta(seats[_keySeat(0)].account, 0, true, 0, 0);
        vm.prank(address(dao));
        dao.changeRoster(deltas); // removed, but owns still
        vm.prank(seats[_keySeat(1)].account);
        dao.ragequit(100, new address[](0), ETH);
        Round memory r = _open(1);
        (, address roster, uint64 seats_,,,,,) = rounds.roundOf(rounds.idOf(r));
        assertEq(seats_, _mask(12) & ~(1 << _keySeat(0) | 1 << _keySeat(1)), "ten");
        deltas[0] = RosterDelta(stranger, 0, true, 100, 0);
        vm.prank(address(dao));
        dao.changeRoster(deltas);
        assertTrue(dao.pointerOf(2) != roster, "another roster");
        vm.deal(stranger, 1 ether);
        for (uint8 seat; seat < 13; ++seat) {
            vm.prank(stranger);
            vm.expectRevert();
            rounds.contribute{value: 1000}(r, seat, ITSELF, 0, 1000);
        }
        _give(r, _keySeat(2), 0, 1000);
    }

    /// @dev A contract that calls itself a confederation harms whoever believes it, and a roster without power is none.
    function test_R13_RevertWhen_nobodyHasPower() public {
        Round memory r = _round(_projects(1));
        r.confederation = address(this);
        vm.expectRevert(abi.encodeWithSelector(IMatchingRound.Round_BadRound.selector, 9));
        rounds.open(r, _projects(1));
    }

    /// @dev What the contract above says of itself.
    function state() external view returns (uint32, uint32, address, uint64, bool, bool) {
        return (0, 0, dao.pointerOf(0), type(uint64).max, false, false);
    }
}
