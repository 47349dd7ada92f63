package io.quorate.zab.ensemble;

import io.quorate.zab.ServerId;
import io.quorate.zab.ensemble.Member.Kind;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All configured members and the rule by which they decide.
 *
 * @param members ascending by id
 * @param version the zxid that established this membership; 0 where members are never reconfigured (quorum protocol
 *     11.3)
 */
public record Ensemble(SortedMap<ServerId, Member> members, Quorum quorum, long version) {

    /** The quorum's voters are members that vote. */
    public Ensemble {
        members = Collections.unmodifiableSortedMap(new TreeMap<>(members));
        for (ServerId voter : quorum.voters()) {
            if (!isVoter(members, voter)) {
                throw new IllegalArgumentException("server " + voter + " has a weight but is not a participant");
            }
        }
    }

    /** Members that decide by majority. */
    public static Ensemble of(Collection<Member> members, long version) {
        List<ServerId> voters = members.stream()
                .filter(member -> member.kind() == Kind.VOTER)
                .map(Member::id)
                .toList();
        return new Ensemble(byId(members), new Majority(voters), version);
    }

    /** Members that decide by the given rule. */
    public static Ensemble of(Collection<Member> members, Quorum quorum, long version) {
        return new Ensemble(byId(members), quorum, version);
    }

    private static SortedMap<ServerId, Member> byId(Collection<Member> members) {
        SortedMap<ServerId, Member> sorted = new TreeMap<>();
        for (Member member : members) {
            if (sorted.containsKey(member.id())) {
                throw new IllegalArgumentException("server " + member.id() + " is listed twice");
            }
            sorted.put(member.id(), member);
        }
        return sorted;
    }

    /** Whether a member has a say. */
    public boolean isVoter(ServerId id) {
        return isVoter(members, id);
    }

    private static boolean isVoter(SortedMap<ServerId, Member> members, ServerId id) {
        Member member = members.get(id);
        return member != null && member.kind() == Kind.VOTER;
    }

    /** Whether a member is listed as an observer. Who is not listed at all follows without a say. */
    public boolean isObserver(ServerId id) {
        Member member = members.get(id);
        return member != null && member.kind() == Kind.OBSERVER;
    }

    /** Those who vote, ascending. */
    public List<ServerId> voters() {
        return quorum.voters();
    }

    /** The configuration as members tell it to each other (quorum protocol 7.2): never empty, always with a version. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (Member member : members.values()) {
            text.append("server.").append(member.id()).append('=').append(member.address());
            text.append('\n');
        }
        if (quorum instanceof Groups(SortedMap<Long, SortedMap<ServerId, Long>> groups)) {
            for (Map.Entry<Long, SortedMap<ServerId, Long>> group : groups.entrySet()) {
                String ids = String.join(
                        ":",
                        group.getValue().keySet().stream()
                                .map(ServerId::toString)
                                .toList());
                text.append("group.").append(group.getKey()).append('=').append(ids);
                text.append('\n');
            }
            for (SortedMap<ServerId, Long> group : groups.values()) {
                group.forEach((id, weight) -> text.append("weight.")
                        .append(id)
                        .append('=')
                        .append(weight)
                        .append('\n'));
            }
        }
        return text.append("version=").append(Long.toHexString(version)).toString();
    }
}
