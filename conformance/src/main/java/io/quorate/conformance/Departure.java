package io.quorate.conformance;

/**
 * Where Quorate departs from ZooKeeper 3.9.5 on purpose: rows C are client protocol, appendix C, rows D were found by
 * this suite. Each is asserted, by {@code DeparturesTest}, {@code DeparturesOnDiskTest} or {@code ReapingTest};
 * whatever is not listed must be equal.
 */
public enum Departure {
    DELETE_CONTAINER_FROM_A_CLIENT(
            "C.1",
            "opcode 20 deletes any childless znode, whatever its ACL",
            "answered as an unknown opcode: err -6, zxid -1, connection closed; the znode stays"),
    CREATE_TTL_WITHOUT_TTL(
            "C.2",
            "opcode 21 with a flag that is no TTL flag and a negative ttl stops the server for good",
            "err -8, the connection and the server live on"),
    WRONG_PASSWORD_ON_RESUME(
            "C.3",
            "a resume with a wrong password disconnects the rightful owner",
            "the intruder gets the expired answer, the owner's connection stays"),
    SET_WATCHES_AND_ACL(
            "C.4",
            "events made by setWatches are sent to clients that may not read the znode",
            "they are filtered like every other event"),
    CREATE_SESSION_IN_A_SESSION(
            "C.5",
            "opcode -10 is answered with a connect response",
            "answered as an unknown opcode: err -6, zxid -1, connection closed"),
    CONTAINER_FLAG_IN_CREATE(
            "C.6",
            "opcodes 1 and 15 with flag 4 make a persistent znode and break the digest",
            "a container is made; the answer looks the same"),
    CREATE_COUNT_AT_ITS_END(
            "C.7",
            "the count of created children sticks at 2147483647; names given beyond it end in -2147483648",
            "it sticks too, because members of one ensemble must agree; no name has a negative number"),
    UNDECODABLE_WRITE_IN_THE_LOG(
            "C.8",
            "an undecodable write is logged under the zxid of the write before",
            "it is answered and not logged"),
    UNDECODABLE_MULTI_READ("C.9", "err -5 is followed by an empty result list", "err -5 and nothing after the header"),
    NULL_PATH(
            "D.1",
            "a null path is err -5 or -8 by operation, some of them consume a zxid, sync echoes it",
            "a null path does not decode: err -5 and no zxid, whatever the operation; getEphemerals takes it as all"),
    NULL_IN_AN_ACCESS_LIST(
            "D.2",
            "a null id in an entry is err -5 where it is looked at",
            "an entry with a null id is no valid entry: err -114, but for scheme auth, where it is ignored"),
    QUOTA_WITHIN_A_PIPELINE(
            "D.3",
            "quotas are checked against what is applied, so a multi cannot use the room that it makes",
            "quotas are checked like everything else against what is accepted"),
    IPV4_MAPPED_ADDRESS(
            "D.4",
            "an access list entry with an IPv4-mapped IPv6 address is err -114",
            "it is taken for the IPv4 address that it stands for"),
    SASL_NULL_TOKEN(
            "D.5",
            "without SASL, opcode 102 with a null token closes the connection",
            "it is answered with a null token, like every other"),
    NO_QUOTA_WHERE_ONE_IS_LOOKED_FOR(
            "D.6",
            "a zookeeper_stats that is no usage stops the server at the next write below its path",
            "what makes no sense limits and counts nothing; the server lives on");

    private final String row;
    private final String zooKeeper;
    private final String quorate;

    Departure(String row, String zooKeeper, String quorate) {
        this.row = row;
        this.zooKeeper = zooKeeper;
        this.quorate = quorate;
    }

    @Override
    public String toString() {
        return row + ": ZooKeeper: " + zooKeeper + "; Quorate: " + quorate;
    }
}
