// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDao} from "./interfaces/IDao.sol";
import {IDaoRecords} from "./interfaces/IDaoRecords.sol";
import {IPair, Side} from "./interfaces/IPair.sol";
import {Call, Decision, Member} from "./types/Types.sol";

/// @title See IPair
contract Pair is IPair {
    /// @dev A records contract that the caller names could enact something else in the decision's place.
    address public immutable RECORDS;

    bytes32 private transient _terms;
    /// @dev Whose turn it is; zero as soon as it has met.
    address private transient _turn;

    constructor(address records) {
        RECORDS = records;
    }

    /// @inheritdoc IPair
    function enactBoth(Side calldata first, Side calldata second) external {
        if (_terms != 0) revert Pair_Reentered();
        if (address(first.dao) >= address(second.dao)) revert Pair_WrongOrder();
        bytes32 terms = _termsOf(address(first.dao), _effects(first), address(second.dao), _effects(second));
        _check(first, terms);
        _check(second, terms);
        _terms = terms;
        _enact(first);
        _enact(second);
        _terms = 0;
        emit EnactedTogether(terms, address(first.dao), address(second.dao));
    }

    /// @inheritdoc IPair
    function meet(bytes32 terms) external {
        if (terms == 0 || terms != _terms || msg.sender != _turn) revert Pair_NotMeeting(msg.sender);
        _turn = address(0);
    }

    /// @inheritdoc IPair
    function expectRoster(IDao dao, bytes32 rosterHash) external view {
        (Member[] memory members,,) = dao.presentRoster();
        if (keccak256(abi.encode(members)) != rosterHash) revert Pair_RosterChanged(address(dao));
    }

    /// @inheritdoc IPair
    function termsOf(address first, Call[] calldata firstCalls, address second, Call[] calldata secondCalls) external pure returns (bytes32) {
        return _termsOf(first, _copy(firstCalls, 0), second, _copy(secondCalls, 0));
    }

    function _check(Side calldata s, bytes32 terms) private view {
        if (s.decision.executor != address(this)) revert Pair_NotReserved(address(s.dao));
        Call[] calldata calls = s.decision.calls;
        bool meets = calls.length != 0 && calls[0].target == address(this) && calls[0].value == 0
            && keccak256(calls[0].data) == keccak256(abi.encodeCall(IPair.meet, (terms)));
        if (!meets) revert Pair_WrongTerms(address(s.dao), terms);
    }

    /// @dev One decision alone on the agenda: what fails comes back as its named error. That the DAO has met shows that it made these calls.
    function _enact(Side calldata s) private {
        _turn = address(s.dao);
        if (s.recorded) {
            IDaoRecords(RECORDS).execute(s.dao, s.decision, s.sheets);
        } else {
            Decision[] memory agenda = new Decision[](1);
            agenda[0] = s.decision;
            s.dao.enact(agenda, s.others, s.sheets);
        }
        if (_turn != address(0) || !s.dao.spent(s.decision.slot)) revert Pair_NotEnacted(address(s.dao));
    }

    function _effects(Side calldata s) private pure returns (Call[] memory) {
        return _copy(s.decision.calls, 1);
    }

    function _copy(Call[] calldata calls, uint256 from) private pure returns (Call[] memory copy) {
        if (calls.length <= from) return copy;
        copy = new Call[](calls.length - from);
        for (uint256 i; i < copy.length; ++i) copy[i] = calls[i + from];
    }

    function _termsOf(address first, Call[] memory firstCalls, address second, Call[] memory secondCalls) private pure returns (bytes32) {
        return keccak256(abi.encode(first, firstCalls, second, secondCalls));
    }
}
