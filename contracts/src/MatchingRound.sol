// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LibClone} from "solady/utils/LibClone.sol";
import {IMatchingRound} from "./interfaces/IMatchingRound.sol";
import {Matching} from "./libraries/Matching.sol";
import {Refusal} from "./libraries/Refusal.sol";
import {SeatReader} from "./libraries/SeatReader.sol";
import {RoundPayments} from "./RoundPayments.sol";
import {Funding, Project, Round} from "./types/Rounds.sol";

/// @title See IMatchingRound
contract MatchingRound is RoundPayments {
    /// @inheritdoc IMatchingRound
    function open(Round calldata r, Project[] calldata projects) external guarded returns (bytes32 id) {
        id = _idOf(r);
        if (msg.sender != r.confederation) Refusal.refuse(Round_NotYours.selector, r.confederation);
        if (r.token != address(0) && r.token.code.length == 0) Refusal.refuse(Round_BadRound.selector, 1);
        if (block.timestamp > r.closesAt) Refusal.refuse(Round_BadRound.selector, 2);
        if (r.finaliseBy < r.closesAt + MIN_FINALISE_PERIOD) Refusal.refuse(Round_BadRound.selector, 3);
        if (r.minimum == 0) Refusal.refuse(Round_BadRound.selector, 4);
        if (r.capBps == 0 || r.capBps > 10_000) Refusal.refuse(Round_BadRound.selector, 5);
        if (_hashOf(projects) != r.projectsHash) Refusal.refuse(Round_BadRound.selector, 6);
        if (projects.length == 0 || projects.length > MAX_PROJECTS) Refusal.refuse(Round_BadRound.selector, 7);
        address vault = _vaultFor(id, r.token);
        for (uint256 i; i < projects.length; ++i) {
            address payee = projects[i].payee;
            // What is paid to itself would be nobody's.
            if (payee == address(0) || payee == address(this) || payee == vault) Refusal.refuse(Round_BadRound.selector, 8);
        }
        if (_rounds[id].status != 0) Refusal.refuse(Round_WrongStatus.selector, id, _rounds[id].status);
        (address roster, uint256 seats) = SeatReader.voters(msg.sender);
        if (seats == 0) Refusal.refuse(Round_BadRound.selector, 9);
        State storage s = _rounds[id];
        (s.roster, s.seats, s.status, s.projects) = (roster, uint64(seats), OPEN, uint8(projects.length));
        if (r.token != address(0)) LibClone.cloneDeterministic(VAULT, abi.encodePacked(r.token), id);
        emit Opened(id, msg.sender, r, projects, roster, uint64(seats));
    }

    /// @inheritdoc IMatchingRound
    function fund(Round calldata r, uint112 amount) external payable guarded returns (uint256 number) {
        bytes32 id = _idOf(r);
        State storage s = _requireOpen(id, r);
        if (amount == 0) Refusal.refuse(Round_BelowMinimum.selector, 1);
        uint112 from = s.pool;
        if (uint256(from) + amount > MAX_AMOUNT) Refusal.refuse(Round_TooMuch.selector);
        number = s.fundings;
        (s.pool, s.fundings) = (from + amount, uint32(number + 1));
        _fundings[id][number] = Funding(msg.sender, from, amount);
        _take(r.token, _vaultFor(id, r.token), amount);
        emit Funded(id, msg.sender, number, from, amount);
    }

    /// @inheritdoc IMatchingRound
    function contribute(Round calldata r, uint8 seat, uint8 place, uint8 project, uint112 amount) external payable guarded {
        bytes32 id = _idOf(r);
        State storage s = _requireOpen(id, r);
        if (project >= s.projects) Refusal.refuse(Round_NoSuchProject.selector, project);
        if ((uint256(s.seats) >> seat) & 1 == 0) Refusal.refuse(Round_NoSuchSeat.selector, seat);
        address account = SeatReader.accountAt(s.roster, seat);
        bool mayAct = place == type(uint8).max ? msg.sender == account : SeatReader.isMember(msg.sender, account, place);
        if (!mayAct) Refusal.refuse(Round_NotYours.selector, account);
        if (amount < r.minimum) Refusal.refuse(Round_BelowMinimum.selector, r.minimum);
        _add(id, seat, project, amount);
        _take(r.token, _vaultFor(id, r.token), amount);
        emit Contributed(id, msg.sender, seat, project, amount);
    }

    /// @dev The root of what the seat has given so far gives way to the root of what it has given now.
    function _add(bytes32 id, uint256 seat, uint256 project, uint256 amount) private {
        uint256 given = _given[id][_place(project, seat)];
        uint256 word = _projects[id][project];
        if (uint256(uint112(word)) + amount > MAX_AMOUNT) Refusal.refuse(Round_TooMuch.selector);
        unchecked {
            _given[id][_place(project, seat)] = given + amount;
            _projects[id][project] = word + amount + ((Matching.rootOf(given + amount) - Matching.rootOf(given)) << 112);
        }
        uint256 contributed = _contributed[id][msg.sender] + amount;
        if (contributed > MAX_AMOUNT) Refusal.refuse(Round_TooMuch.selector);
        _contributed[id][msg.sender] = contributed;
    }

    function _requireOpen(bytes32 id, Round calldata r) private view returns (State storage s) {
        s = _requireStatus(id, OPEN);
        if (block.timestamp > r.closesAt) Refusal.refuse(Round_TooLate.selector, r.closesAt);
    }

    /// @inheritdoc IMatchingRound
    function callOff(Round calldata r) external guarded {
        bytes32 id = _idOf(r);
        if (msg.sender != r.confederation) Refusal.refuse(Round_NotYours.selector, r.confederation);
        _requireOpen(id, r).status = CALLED_OFF;
        emit CalledOff(id);
    }

    /// @inheritdoc IMatchingRound
    function finalise(Round calldata r) external guarded {
        bytes32 id = _idOf(r);
        State storage s = _requireStatus(id, OPEN);
        if (block.timestamp <= r.closesAt) Refusal.refuse(Round_TooEarly.selector, uint256(r.closesAt) + 1);
        if (block.timestamp > r.finaliseBy) Refusal.refuse(Round_TooLate.selector, r.finaliseBy);
        (uint256[] memory ideals, uint256 total) = _ideal(id, s.projects);
        uint256 pool = s.pool;
        uint256 left = pool;
        // Rounded down, each of them: together never more than the pool.
        for (uint256 i; i < ideals.length; ++i) left -= Matching.matchOf(ideals[i], total, pool, r.capBps);
        _ideals[id] = total;
        (s.status, s.left) = (FINALISED, uint112(left));
        emit Finalised(id, uint128(total), uint112(pool), uint112(left));
    }

    /// @inheritdoc IMatchingRound
    function payout(Round calldata r, Project[] calldata projects, uint256 which) external guarded {
        bytes32 id = _idOf(r);
        State storage s = _requireStatus(id, FINALISED);
        if (_hashOf(projects) != r.projectsHash) Refusal.refuse(Round_WrongProjects.selector);
        if (which >> projects.length != 0) Refusal.refuse(Round_NoSuchProject.selector, projects.length);
        uint256 paid = _paid[id];
        uint256 ideal = _ideals[id];
        _paid[id] = paid | which;
        address vault = _vaultFor(id, r.token);
        for (uint256 i; which >> i != 0; ++i) {
            if ((which >> i) & 1 == 0) continue;
            if ((paid >> i) & 1 != 0) Refusal.refuse(Round_AlreadyPaid.selector, i);
            uint256 word = _projects[id][i];
            uint256 sum = uint112(word);
            uint256 matched = Matching.matchOf(Matching.idealOf(word >> 112, sum), ideal, s.pool, r.capBps);
            address payee = projects[i].payee;
            emit Paid(id, uint8(i), payee, uint112(sum), uint112(matched));
            _push(vault, payee, sum + matched);
        }
    }

    /// @inheritdoc IMatchingRound
    function refund(Round calldata r, address account) external guarded {
        bytes32 id = _idOf(r);
        _requireFailed(id, r);
        uint256 amount = _contributed[id][account];
        if (amount == 0) Refusal.refuse(Round_NothingToRefund.selector, id, uint160(account));
        _contributed[id][account] = 0;
        emit ContributionRefunded(id, account, uint112(amount));
        _push(_vaultFor(id, r.token), account, amount);
    }

    /// @inheritdoc IMatchingRound
    function refundPool(Round calldata r, uint256[] calldata numbers) external guarded {
        bytes32 id = _idOf(r);
        State storage s = _rounds[id];
        uint256 left = s.pool;
        if (s.status == FINALISED) left = s.left;
        else _requireFailed(id, r);
        for (uint256 i; i < numbers.length; ++i) {
            Funding memory f = _fundings[id][numbers[i]];
            if (f.funder == address(0)) Refusal.refuse(Round_NoSuchFunding.selector, numbers[i]);
            delete _fundings[id][numbers[i]];
            uint256 amount = Matching.partOf(left, f.from, f.amount, s.pool);
            emit PoolRefunded(id, numbers[i], f.funder, uint112(amount));
            _push(_vaultFor(id, r.token), f.funder, amount);
        }
    }

    /// @dev Called off, or not finalised in time.
    function _requireFailed(bytes32 id, Round calldata r) private view {
        uint8 status = _rounds[id].status;
        if (status == CALLED_OFF) return;
        if (status != OPEN) Refusal.refuse(Round_WrongStatus.selector, id, status);
        if (block.timestamp <= r.finaliseBy) Refusal.refuse(Round_TooEarly.selector, uint256(r.finaliseBy) + 1);
    }
}
