// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {DaoStorage} from "./DaoStorage.sol";
import {IDao} from "./interfaces/IDao.sol";
import {IDaoFactory} from "./interfaces/IDaoFactory.sol";
import {FairShare} from "./libraries/FairShare.sol";
import {RosterBlob} from "./libraries/RosterBlob.sol";
import {RosterDeltas} from "./libraries/RosterDeltas.sol";
import {RulesWord, RulesWords} from "./libraries/RulesWord.sol";
import {Head, HeadFields} from "./types/Head.sol";
import {Member, RosterDelta, Rules} from "./types/Types.sol";

/// @title Roster and rules by decision, and what a member may do alone (R4, R7, R12)
abstract contract Membership is DaoStorage {
    /// @dev What an exit keeps for itself whatever the distribution of income burns: for all of it, and for each listed token.
    uint256 private constant EXIT_GAS = 150_000;
    uint256 private constant EXIT_TOKEN_GAS = 45_000;
    /// @dev More than a distribution of any token to 64 members that burn what they are pushed. Who brings so much starves nobody.
    uint256 private constant AMPLE_GAS = 12_500_000;

    address internal immutable FACTORY = msg.sender;

    /// @inheritdoc IDao
    function ragequit(uint128 shares, address[] calldata tokens, address recipient) external guarded {
        if (shares != 0) _distributeIncome(tokens);
        address member = _leaver();
        (uint256 totalShares, bool full) = _burn(member, shares);
        address to = recipient == address(0) ? member : recipient;
        emit Ragequit(member, to, shares, full);
        if (shares != 0) FairShare.pay(tokens, to, shares, totalShares);
    }

    /// @inheritdoc IDao
    function incomeInbox() external view returns (address) {
        return IDaoFactory(FACTORY).inboxOf(address(this));
    }

    /// @dev Tries, and goes on whatever comes of it where the member itself sent the transaction. For a contract somebody else may have sent it, with too little
    /// gas for the income of who leaves (R36).
    function _distributeIncome(address[] calldata tokens) private {
        uint256 kept = EXIT_GAS + tokens.length * EXIT_TOKEN_GAS;
        address factory = FACTORY;
        (bytes4 selector, bytes4 starved) = (IDaoFactory.distributeIncome.selector, Dao_GasTooLow.selector);
        assembly ("memory-safe") {
            let m := mload(0x40)
            let size := mul(tokens.length, 0x20)
            mstore(m, selector)
            mstore(add(m, 0x04), 0x20)
            mstore(add(m, 0x24), tokens.length)
            calldatacopy(add(m, 0x44), tokens.offset, size)
            let left := gas()
            let whole := or(eq(caller(), origin()), gt(left, AMPLE_GAS))
            if gt(left, kept) {
                if call(sub(left, kept), factory, 0, m, add(size, 0x44), 0, 0x20) { whole := or(whole, mload(0)) }
            }
            if iszero(whole) {
                mstore(0, starved)
                revert(0, 4)
            }
        }
    }

    /// @dev The caller; and of the contract that has read a member's own Yes to leave with others, that member, whom it names behind the arguments (R25).
    function _leaver() private view returns (address member) {
        member = msg.sender;
        if (member != SIGNATURES) return member;
        assembly ("memory-safe") {
            member := shr(96, shl(96, calldataload(sub(calldatasize(), 0x20))))
        }
    }

    /// @dev Who left since the roster was written still has its seat here.
    function _seated(address member) private view returns (Head head, bytes memory blob, uint256 seat) {
        (head, blob) = _present();
        seat = RosterBlob.find(blob, member);
        if (seat == RosterBlob.count(blob)) revert Dao_NotMember(member);
    }

    /// @dev `totalShares` is what they were a part of.
    function _burn(address member, uint256 shares) private returns (uint256 totalShares, bool full) {
        (Head head, bytes memory blob, uint256 seat) = _seated(member);
        uint256 epoch = head.epoch();
        if (head.exited() & (1 << seat) != 0) revert Dao_NotMember(member);
        uint256 held = RosterBlob.sharesAt(blob, seat) - _burned[epoch][seat];
        if (shares > held) revert Dao_NotEnoughShares(shares, held);
        full = shares == held;
        if (shares == 0 && !full) revert Dao_NothingToBurn();

        uint256 burnedTotal = _burnedTotal[epoch];
        totalShares = RosterBlob.totalShares(blob) - burnedTotal;
        _burnedTotal[epoch] = burnedTotal + shares;
        _burned[epoch][seat] += shares;
        _head = full ? head.withExit(seat).withBurned() : head.withBurned();
    }

    /// @inheritdoc IDao
    function revokeBallots(uint64 minRevision_) external guarded {
        if (minRevision_ <= _minRevisions[msg.sender]) revert Dao_RevisionNotHigher(minRevision_);
        (Head head,,) = _seated(msg.sender);
        _minRevisions[msg.sender] = minRevision_;
        if (!head.anyRevoked()) _head = head.withRevoked();
        emit BallotsRevoked(msg.sender, minRevision_);
    }

    /// @inheritdoc IDao
    function changeRoster(RosterDelta[] calldata deltas) external onlySelf {
        (Head head, bytes memory blob) = _present();
        uint256 epoch = head.epoch();
        Member[] memory next = RosterDeltas.merge(blob, head.exited(), _burned[epoch], deltas);
        address pointer = RosterBlob.write(RosterBlob.encode(next, RosterBlob.rulesWord(blob), block.timestamp));
        _pointers[epoch] = head.pointer();
        _head = HeadFields.make(pointer, next.length, ++epoch, head.anyRevoked());
        emit RosterChanged(uint32(epoch), pointer, next);
    }

    /// @inheritdoc IDao
    function setRules(Rules calldata newRules) external onlySelf {
        RulesWords.check(newRules);
        (Head head, bytes memory blob) = _present();
        RulesWord past = RosterBlob.rulesWord(blob);
        uint256 epoch = past.epoch() + 1;
        RulesWord word = RulesWords.pack(newRules, epoch);
        address pointer = RosterBlob.write(RosterBlob.withRules(blob, word));
        _head = head.withPointer(pointer);
        _rules[epoch - 1] = past;
        emit RulesChanged(uint32(epoch), pointer, newRules);
    }
}
