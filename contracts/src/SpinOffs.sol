// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDao} from "./interfaces/IDao.sol";
import {IDaoRecords} from "./interfaces/IDaoRecords.sol";
import {ISpinOffs, Leaver, SpinOff, SpinOffTerms} from "./interfaces/ISpinOffs.sol";
import {Ballot, BallotReader} from "./libraries/BallotReader.sol";
import {DecisionHash} from "./libraries/DecisionHash.sol";
import {Frame} from "./libraries/Frame.sol";
import {RosterBlob} from "./libraries/RosterBlob.sol";
import {RulesWord} from "./libraries/RulesWord.sol";
import {Call, Decision, Member} from "./types/Types.sol";

/// @title See ISpinOffs
/// @dev A DAO believes this contract that a member leaves (`ragequit` for another account), so it asks for that only after the member's own Yes to the decision
/// that says so, and after that decision was enacted in the same call. No decision can take the shares of who did not say Yes itself (R7).
abstract contract SpinOffs is ISpinOffs {
    /// @dev The other contract that counts ballots of DAOs.
    address internal immutable RECORDS;

    bool private transient _entered;
    /// @dev Whose turn it is; zero as soon as it has departed.
    address private transient _turn;

    /// @dev What one call has read before the decision was enacted.
    struct Consents {
        bytes32 id;
        bytes present;
        uint256 yes;
    }

    constructor(address records) {
        RECORDS = records;
    }

    /// @inheritdoc ISpinOffs
    function spinOff(SpinOff calldata s) external {
        Frame.reserve();
        if (_entered) revert SpinOffs_Reentered();
        _entered = true;
        Consents memory c = _consents(s);
        if (s.recorded) _heedRecord(s.dao, c);
        SpinOffTerms memory terms = _terms(s.decision);
        _checkConsents(c, terms.leavers);
        if (terms.newDao.code.length == 0) s.factory.deploy(s.genesis);
        if (terms.newDao.code.length == 0) revert SpinOffs_WrongGenesis(terms.newDao);
        _enact(s);
        _leave(s.dao, terms);
        emit SpunOff(address(s.dao), terms.newDao, c.id);
        _entered = false;
    }

    /// @inheritdoc ISpinOffs
    function depart(SpinOffTerms calldata) external {
        if (msg.sender != _turn) revert SpinOffs_NotDeparting(msg.sender);
        _turn = address(0);
    }

    /// @dev The seats whose own Yes to the decision is among the sheets, by the roster as it is before.
    function _consents(SpinOff calldata s) private view returns (Consents memory c) {
        DecisionHash.openFrameOf(address(s.dao));
        c.id = DecisionHash.decisionIdInFrame(s.decision);
        (,, address pointer, uint64 exited,, bool anyRevoked) = s.dao.state();
        c.present = RosterBlob.read(pointer);
        BallotReader.Reader memory r;
        r.ids = new bytes32[](s.others.length + 1);
        r.ids[0] = c.id;
        for (uint256 i; i < s.others.length; ++i) {
            // What comes twice could be answered twice by one sheet.
            if (s.others[i] == c.id) revert IDao.Dao_DuplicateOnAgenda(c.id);
            r.ids[i + 1] = s.others[i];
        }
        RulesWord rules = RosterBlob.rulesWord(c.present);
        (r.blob, r.credits) = (c.present, rules.mode() == 2 ? rules.credits() : BallotReader.NO_VOTES);
        BallotReader.Sheets memory read = BallotReader.read(s.sheets, r);
        for (uint256 seat; read.seats >> seat != 0; ++seat) {
            if ((read.seats >> seat) & 1 == 0 || exited & (1 << seat) != 0) continue;
            uint256 word = Ballot.unwrap(read.ballots[seat]);
            if (uint8(word >> 24) != 1) continue;
            if (anyRevoked && word >> 64 < s.dao.firstRevision(RosterBlob.accountOf(RosterBlob.seat(c.present, seat)))) continue;
            c.yes |= 1 << seat;
        }
    }

    /// @dev In a record the higher rank counts (R4). Whoever is counted there for something else has changed its mind, whatever older sheet is brought.
    function _heedRecord(IDao dao, Consents memory c) private view {
        IDaoRecords.RecordView memory v = IDaoRecords(RECORDS).recordOf(c.id);
        bytes memory cited = RosterBlob.read(dao.pointerOf(v.rosterEpoch));
        uint256 others = v.against | v.abstain;
        for (uint256 seat; others >> seat != 0; ++seat) {
            if ((others >> seat) & 1 == 0) continue;
            c.yes &= ~(1 << RosterBlob.find(c.present, RosterBlob.accountOf(RosterBlob.seat(cited, seat))));
        }
    }

    function _terms(Decision calldata d) private view returns (SpinOffTerms memory) {
        if (d.executor != address(this)) revert SpinOffs_NotReserved();
        if (d.calls.length == 0) revert SpinOffs_NoTerms();
        Call calldata first = d.calls[0];
        if (first.target != address(this) || first.value != 0 || first.data.length < 4) revert SpinOffs_NoTerms();
        if (bytes4(first.data) != ISpinOffs.depart.selector) revert SpinOffs_NoTerms();
        return abi.decode(first.data[4:], (SpinOffTerms));
    }

    function _checkConsents(Consents memory c, Leaver[] memory leavers) private pure {
        if (leavers.length == 0) revert SpinOffs_BadLeavers(address(0));
        address last;
        for (uint256 i; i < leavers.length; ++i) {
            address account = leavers[i].account;
            if (account <= last) revert SpinOffs_BadLeavers(account);
            last = account;
            if ((c.yes >> RosterBlob.find(c.present, account)) & 1 == 0) revert SpinOffs_NoConsent(account);
        }
    }

    /// @dev One decision alone on the agenda: what fails comes back as its named error. That the DAO has departed shows that it made these calls.
    function _enact(SpinOff calldata s) private {
        _turn = address(s.dao);
        if (s.recorded) {
            IDaoRecords(RECORDS).execute(s.dao, s.decision, s.witness);
        } else {
            Decision[] memory agenda = new Decision[](1);
            agenda[0] = s.decision;
            s.dao.enact(agenda, s.others, s.sheets);
        }
        if (_turn != address(0)) revert SpinOffs_NoTerms();
    }

    /// @dev By the shares as they are once the decision was enacted. Behind the arguments stands who leaves.
    function _leave(IDao dao, SpinOffTerms memory terms) private {
        (Member[] memory members,, uint256 totalShares) = dao.presentRoster();
        if (totalShares > terms.totalShares) revert SpinOffs_Diluted(totalShares);
        uint256 seat;
        for (uint256 i; i < terms.leavers.length; ++i) {
            (address account, uint128 shares) = (terms.leavers[i].account, terms.leavers[i].shares);
            while (seat < members.length && members[seat].account < account) ++seat;
            bool isSame = seat < members.length && members[seat].account == account && members[seat].shares == shares;
            if (!isSame) revert SpinOffs_SharesChanged(account);
            bytes memory call = abi.encodePacked(abi.encodeCall(IDao.ragequit, (shares, terms.tokens, terms.newDao)), abi.encode(account));
            (bool ok, bytes memory why) = address(dao).call(call);
            if (ok) continue;
            assembly ("memory-safe") {
                revert(add(why, 0x20), mload(why))
            }
        }
    }
}
