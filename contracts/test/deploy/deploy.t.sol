// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Base64} from "solady/utils/Base64.sol";
import {IDao} from "../../src/interfaces/IDao.sol";
import {IDaoFactory} from "../../src/interfaces/IDaoFactory.sol";
import {RosterBlob} from "../../src/libraries/RosterBlob.sol";
import {RulesWords} from "../../src/libraries/RulesWord.sol";
import {Genesis, Member, Rules} from "../../src/types/Types.sol";
import {DaoFixture} from "../base/DaoFixture.sol";

/// @notice Founding a DAO.
contract DeployTest is DaoFixture {
    function test_C10_addressCommitsToTheWholeGenesis() public {
        Genesis memory g = _genesis(plainRules(), "Predicted");
        bytes32 hash = factory.hashGenesis(g);
        address predicted = factory.predict(hash);
        assertFalse(factory.isDao(predicted), "not yet");
        vm.prank(address(0xF00D));
        address made = factory.deploy(g);
        vm.snapshotGasLastCall("DaoFactory", "deploy, 12 members");
        assertEq(made, predicted, "whoever deploys");
        assertEq(IDao(made).genesisHash(), hash, "keeps the hash");
        assertTrue(factory.isDao(made), "proven by its address");
        assertFalse(factory.isDao(address(factory)), "not anything");
        (, Member[] memory members) = IDao(made).roster(0);
        assertEq(keccak256(abi.encode(members)), keccak256(abi.encode(seats)), "roster as signed");
        (, Rules memory rules) = IDao(made).rules();
        assertEq(keccak256(abi.encode(rules)), keccak256(abi.encode(plainRules())), "rules as signed");
    }

    function testFuzz_C10_anyChangeOfTheGenesisIsAnotherAddress(uint8 field, uint128 change) public view {
        Genesis memory g = _genesis(plainRules(), "Predicted");
        bytes32 before = factory.hashGenesis(g);
        field %= 9;
        if (field == 0) g.chainId ^= uint256(change) | 1;
        if (field == 1) g.chainGenesis ^= bytes32(uint256(change) | 1);
        if (field == 2) g.name = string(abi.encodePacked(g.name, "."));
        if (field == 3) g.members[change % 12].account = address(uint160(change));
        if (field == 4) g.members[change % 12].kind ^= 1;
        if (field == 5) g.members[change % 12].power ^= 1;
        if (field == 6) g.members[change % 12].shares ^= 1;
        if (field == 7) g.rules.thresholdBps ^= 1;
        if (field == 8) g.salt ^= bytes32(uint256(change) | 1);
        assertTrue(factory.hashGenesis(g) != before, "another address");
    }

    function test_C10_RevertWhen_theChainIsAnother() public {
        Genesis memory g = _genesis(plainRules(), "Elsewhere");
        g.chainId = 5;
        vm.expectRevert(abi.encodeWithSelector(IDaoFactory.DaoFactory_WrongChain.selector, 5));
        factory.deploy(g);
    }

    function test_C9_RevertWhen_deployedTwice() public {
        Genesis memory g = _genesis(plainRules(), "Twelve");
        vm.expectRevert(abi.encodeWithSelector(IDaoFactory.DaoFactory_AlreadyDeployed.selector, address(dao)));
        factory.deploy(g);
    }

    function test_C9_RevertWhen_anybodyInitialises() public {
        address[2] memory targets = [address(dao), factory.implementation()];
        for (uint256 i; i < 2; ++i) {
            vm.expectRevert(IDao.Dao_OnlyFactory.selector);
            IDao(targets[i]).initialise(bytes32(uint256(1)), "Mine", seats, plainRules());
            vm.prank(address(factory));
            vm.expectRevert(IDao.Dao_AlreadyFounded.selector);
            IDao(targets[i]).initialise(bytes32(uint256(1)), "Mine", seats, plainRules());
        }
    }

    function test_RevertWhen_theNameIsMissingOrTooLong() public {
        string memory longest = string(new bytes(128));
        vm.expectRevert(abi.encodeWithSelector(IDao.Dao_BadNameLength.selector, 0));
        factory.deploy(_genesis(plainRules(), ""));
        vm.expectRevert(abi.encodeWithSelector(IDao.Dao_BadNameLength.selector, 129));
        factory.deploy(_genesis(plainRules(), string.concat(longest, "x")));
        assertTrue(address(_found(plainRules(), longest)) != address(0), "128 bytes are one");
        assertTrue(address(_found(plainRules(), "x")) != address(0), "and so is a letter");
    }

    function _refuseRoster(bytes memory error) private {
        vm.expectRevert(error);
        factory.deploy(_genesis(plainRules(), "Refused"));
    }

    function test_R7_RevertWhen_theRosterIsNotWellFormed() public {
        Member memory first = seats[0];
        seats[0] = seats[1];
        _refuseRoster(abi.encodeWithSelector(RosterBlob.Roster_NotSorted.selector, seats[1].account));
        seats[0] = first;
        seats[0].kind = 2;
        _refuseRoster(abi.encodeWithSelector(RosterBlob.Roster_UnknownKind.selector, first.account, 2));
        seats[0].kind = 0;
        (seats[0].power, seats[0].shares) = (0, 0);
        _refuseRoster(abi.encodeWithSelector(RosterBlob.Roster_EmptySeat.selector, first.account));
        for (uint256 i; i < 12; ++i) (seats[i].power, seats[i].shares) = (0, 1);
        _refuseRoster(abi.encodeWithSelector(RosterBlob.Roster_NoPower.selector));
        for (uint256 i; i < 12; ++i) (seats[i].power, seats[i].shares) = (1, 0);
        _refuseRoster(abi.encodeWithSelector(RosterBlob.Roster_NoShares.selector));
        for (uint256 i; i < 12; ++i) seats[i].shares = type(uint128).max / 2;
        _refuseRoster(abi.encodeWithSelector(RosterBlob.Roster_TooManyShares.selector));
        for (uint256 i; i < 12; ++i) seats[i].shares = 0;
        (seats[0].shares, seats[1].shares) = (type(uint128).max, 1);
        _refuseRoster(abi.encodeWithSelector(RosterBlob.Roster_TooManyShares.selector));
        seats[1].shares = 0;
        assertTrue(address(_found(plainRules(), "All the shares there are")) != address(0), "one fewer is no more than there can be");
        _makeKeys(65);
        _refuseRoster(abi.encodeWithSelector(RosterBlob.Roster_Size.selector, 65));
        delete seats;
        _refuseRoster(abi.encodeWithSelector(RosterBlob.Roster_Size.selector, 0));
    }

    function test_R8_RevertWhen_rulesAreNotOnesThatExist() public {
        Rules memory r = plainRules();
        r.mode = 2;
        r.credits = 65_536;
        vm.expectRevert(abi.encodeWithSelector(RulesWords.Rules_CreditsTooHigh.selector, 65_536));
        factory.deploy(_genesis(r, "Refused"));
        r.credits = 65_535;
        factory.deploy(_genesis(r, "Quadratic"));
        r.mode = 3;
        vm.expectRevert(abi.encodeWithSelector(RulesWords.Rules_UnknownMode.selector, 3));
        factory.deploy(_genesis(r, "Refused"));
        r.mode = 0;
        r.quorumBps = 10_001;
        vm.expectRevert(abi.encodeWithSelector(RulesWords.Rules_BpsAboveAll.selector, 10_001));
        factory.deploy(_genesis(r, "Refused"));
        r.quorumBps = 0;
        r.gracePeriod = r.votingPeriod + 1;
        vm.expectRevert(abi.encodeWithSelector(RulesWords.Rules_GraceExceedsVoting.selector, r.gracePeriod, r.votingPeriod));
        factory.deploy(_genesis(r, "Refused"));
    }

    function test_R7_sixtyFourMembersDecideInOneTransaction() public {
        _makeKeys(64);
        dao = _found(plainRules(), "Sixty-four");
        vm.deal(address(dao), 1 ether);
        _enact(_pay(0, 1 ether), _mask(64));
        vm.snapshotGasLastCall("Dao", "enact, first payment, 64 of 64");
        assertEq(payee.balance, 1 ether + 1, "paid");
    }

    function test_ERC4824_metadataEscapesTheName() public {
        IDao quoted = _found(plainRules(), 'A "quoted" name');
        bytes memory json = bytes('{"@context":"https://www.daostar.org/schemas","type":"DAO","name":"A \\"quoted\\" name"}');
        bytes memory uri = abi.encodePacked("data:application/json;base64,", Base64.encode(json));
        assertEq(keccak256(bytes(quoted.daoURI())), keccak256(uri), "data URI");
    }
}
