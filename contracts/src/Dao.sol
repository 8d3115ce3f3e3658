// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Enactment} from "./Enactment.sol";
import {IDao} from "./interfaces/IDao.sol";
import {DaoMetadata} from "./libraries/DaoMetadata.sol";
import {DecisionHash} from "./libraries/DecisionHash.sol";
import {Frame} from "./libraries/Frame.sol";
import {RosterBlob} from "./libraries/RosterBlob.sol";
import {RulesWord, RulesWords} from "./libraries/RulesWord.sol";
import {Membership} from "./Membership.sol";
import {TokenReceiver} from "./TokenReceiver.sol";
import {Head, HeadFields} from "./types/Head.sol";
import {Decision, Member, Rules} from "./types/Types.sol";

/// @title The implementation behind every clone; see IDao
contract Dao is Enactment, Membership, TokenReceiver {
    /// @dev The implementation is locked by a head that no initialiser accepts.
    constructor(address records, address signatures) {
        RECORDS = records;
        SIGNATURES = signatures;
        _head = HeadFields.make(address(0xdead), 1, 0, false);
    }

    receive() external payable {}

    /// @inheritdoc IDao
    function initialise(bytes32 genesisHash_, string calldata name_, Member[] calldata members_, Rules calldata rules_) external {
        if (msg.sender != FACTORY) revert Dao_OnlyFactory();
        if (Head.unwrap(_head) != 0) revert Dao_AlreadyFounded();
        if (bytes(name_).length == 0 || bytes(name_).length > 128) revert Dao_BadNameLength(bytes(name_).length);
        RulesWords.check(rules_);
        RulesWord word = RulesWords.pack(rules_, 0);
        address pointer = RosterBlob.write(RosterBlob.encode(members_, word, block.timestamp));
        _head = HeadFields.make(pointer, members_.length, 0, false);
        genesisHash = genesisHash_;
        name = name_;
        emit Founded(genesisHash_, name_);
        emit RosterChanged(0, pointer, members_);
        emit RulesChanged(0, pointer, rules_);
    }

    /// @inheritdoc IDao
    function approveHash(bytes32 hash) external onlySelf {
        _approvedHashes[hash] = true;
        emit HashApproval(hash, true);
    }

    /// @inheritdoc IDao
    function recallHash(bytes32 hash) external onlySelf {
        _approvedHashes[hash] = false;
        emit HashApproval(hash, false);
    }

    /// @inheritdoc IDao
    function updateDaoUri(string calldata uri) external onlySelf {
        _uri = uri;
        emit DaoUriChanged(uri);
    }

    /// @inheritdoc IDao
    function isValidSignature(bytes32 hash, bytes calldata signature) external view returns (bytes4) {
        if (_approvedHashes[hash]) return IDao.isValidSignature.selector;
        // The approval that is not enacted yet begins with its slot. The rest is read elsewhere, where the call goes as it came, with who asked.
        address signatures = _fate(uint256(bytes32(signature))) == 0 ? SIGNATURES : address(0);
        assembly ("memory-safe") {
            let m := mload(0x40)
            calldatacopy(m, 0, calldatasize())
            mstore(add(m, calldatasize()), caller())
            mstore(0, shl(224, 0xffffffff))
            if iszero(staticcall(gas(), signatures, m, add(calldatasize(), 0x20), 0, 0x20)) {
                returndatacopy(m, 0, returndatasize())
                revert(m, returndatasize())
            }
            return(0, 0x20)
        }
    }

    /// @inheritdoc IDao
    function decisionId(Decision calldata decision) external view returns (bytes32) {
        Frame.reserve();
        DecisionHash.openFrame();
        return DecisionHash.decisionIdInFrame(decision);
    }

    /// @inheritdoc IDao
    function domainSeparator() external view returns (bytes32) {
        Frame.reserve();
        return DecisionHash.openFrame();
    }

    /// @inheritdoc IDao
    function state()
        external
        view
        returns (uint32 rosterEpoch, uint32 rulesEpoch, address pointer, uint64 exited, bool anyBurned, bool anyRevoked)
    {
        (Head head, bytes memory blob) = _present();
        pointer = head.pointer();
        rulesEpoch = uint32(RosterBlob.rulesWord(blob).epoch());
        return (uint32(head.epoch()), rulesEpoch, pointer, uint64(head.exited()), head.anyBurned(), head.anyRevoked());
    }

    /// @inheritdoc IDao
    function pointerOf(uint32 rosterEpoch) external view returns (address) {
        return _pointerOf(rosterEpoch);
    }

    /// @inheritdoc IDao
    function roster(uint32 rosterEpoch) external view returns (uint40 createdAt, Member[] memory members_) {
        bytes memory blob = RosterBlob.read(_pointerOf(rosterEpoch));
        return (uint40(RosterBlob.createdAt(blob)), RosterBlob.decode(blob));
    }

    /// @inheritdoc IDao
    function presentRoster() external view returns (Member[] memory members_, uint256 totalPower, uint256 totalShares) {
        (Head head, bytes memory blob) = _present();
        uint256 exited = head.exited();
        members_ = RosterBlob.decode(blob);
        for (uint256 i; i < members_.length; ++i) {
            Member memory m = members_[i];
            m.shares -= uint128(_burned[head.epoch()][i]);
            if (exited & (1 << i) != 0) m.power = 0;
            totalPower += m.power;
            totalShares += m.shares;
        }
    }

    /// @inheritdoc IDao
    function rules() external view returns (uint32 rulesEpoch, Rules memory rules_) {
        (, bytes memory blob) = _present();
        RulesWord word = RosterBlob.rulesWord(blob);
        return (uint32(word.epoch()), word.unpack());
    }

    /// @inheritdoc IDao
    function pastRules(uint32 rulesEpoch) external view returns (Rules memory) {
        (, bytes memory blob) = _present();
        RulesWord word = RosterBlob.rulesWord(blob);
        return (rulesEpoch == word.epoch() ? word : _rules[rulesEpoch]).unpack();
    }

    /// @inheritdoc IDao
    function firstRevision(address member) external view returns (uint64) {
        return uint64(_minRevisions[member]);
    }

    /// @inheritdoc IDao
    function daoURI() external view returns (string memory) {
        return bytes(_uri).length != 0 ? _uri : DaoMetadata.defaultUri(name);
    }
}
