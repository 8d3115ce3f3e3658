// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LibClone} from "solady/utils/LibClone.sol";
import {Dao} from "./Dao.sol";
import {IncomeInbox} from "./IncomeInbox.sol";
import {IDao} from "./interfaces/IDao.sol";
import {IDaoFactory} from "./interfaces/IDaoFactory.sol";
import {IIncomeInbox} from "./interfaces/IIncomeInbox.sol";
import {GenesisHash} from "./libraries/GenesisHash.sol";
import {TokenCalls} from "./libraries/TokenCalls.sol";
import {Genesis} from "./types/Types.sol";

/// @title See IDaoFactory
contract DaoFactory is IDaoFactory {
    address public immutable implementation;
    address public immutable inboxImplementation;

    address public immutable records;
    address public immutable signatures;

    /// @param records_ What decides for its DAOs what ballots do not decide at once (IDaoRecords).
    /// @param signatures_ What reads their members' ballots as their signature (IDaoSignatures). The address of the factory commits to both.
    constructor(address records_, address signatures_) {
        records = records_;
        signatures = signatures_;
        implementation = address(new Dao(records_, signatures_));
        inboxImplementation = address(new IncomeInbox());
    }

    /// @inheritdoc IDaoFactory
    function deploy(Genesis calldata genesis) external returns (address dao) {
        if (genesis.chainId != block.chainid) revert DaoFactory_WrongChain(genesis.chainId);
        bytes32 salt = GenesisHash.hash(genesis);
        dao = predict(salt);
        if (dao.code.length != 0) revert DaoFactory_AlreadyDeployed(dao);
        LibClone.cloneDeterministic_PUSH0(implementation, salt);
        emit DaoDeployed(dao, salt, genesis.chainGenesis, genesis.name);
        IDao(dao).initialise(salt, genesis.name, genesis.members, genesis.rules);
    }

    /// @inheritdoc IDaoFactory
    function predict(bytes32 genesisHash) public view returns (address) {
        return LibClone.predictDeterministicAddress_PUSH0(implementation, genesisHash, address(this));
    }

    /// @inheritdoc IDaoFactory
    function hashGenesis(Genesis calldata genesis) external pure returns (bytes32) {
        return GenesisHash.hash(genesis);
    }

    /// @inheritdoc IDaoFactory
    function isDao(address account) external view returns (bool) {
        (bool ok, bytes memory answer) = account.staticcall(abi.encodeCall(IDao.genesisHash, ()));
        return ok && answer.length == 32 && predict(abi.decode(answer, (bytes32))) == account && account.code.length != 0;
    }

    /// @inheritdoc IDaoFactory
    function inboxOf(address dao) public view returns (address) {
        return LibClone.predictDeterministicAddress(inboxImplementation, abi.encodePacked(dao), 0, address(this));
    }

    /// @inheritdoc IDaoFactory
    function deployInbox(address dao) public returns (address inbox) {
        inbox = inboxOf(dao);
        if (inbox.code.length != 0) return inbox;
        LibClone.cloneDeterministic(inboxImplementation, abi.encodePacked(dao), 0);
        emit InboxDeployed(dao, inbox);
    }

    /// @inheritdoc IDaoFactory
    function distribute(address dao, address token) external {
        IIncomeInbox(deployInbox(dao)).distribute(token);
    }

    /// @inheritdoc IDaoFactory
    function distributeIncome(address[] calldata tokens) external returns (bool whole) {
        address inbox = inboxOf(msg.sender);
        whole = true;
        for (uint256 i; i < tokens.length; ++i) {
            (bool ok, uint256 held) = TokenCalls.balanceOf(tokens[i], inbox);
            if (!ok) whole = false;
            if (!ok || held == 0) continue;
            deployInbox(msg.sender);
            // What fails stays in the inbox, for a later distribution, and holds nobody's exit (R12).
            try IIncomeInbox(inbox).distribute(tokens[i]) {}
            catch (bytes memory why) {
                if (!_failsWithAnyGas(bytes4(why))) whole = false;
            }
        }
    }

    /// @dev What an inbox says for other reasons than gas.
    function _failsWithAnyGas(bytes4 why) private pure returns (bool) {
        return why == IIncomeInbox.Inbox_NothingToDistribute.selector || why == IIncomeInbox.Inbox_Overdrawn.selector
            || why == IIncomeInbox.Inbox_Reentered.selector;
    }
}
