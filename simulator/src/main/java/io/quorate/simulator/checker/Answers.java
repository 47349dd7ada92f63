package io.quorate.simulator.checker;

import io.quorate.data.Identity;
import io.quorate.data.Stat;
import io.quorate.message.Response;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whether two answers say the same: arrays by content, and lists that the protocol leaves unordered in any order. */
final class Answers {
    private Answers() {}

    static boolean same(Response one, Response other) {
        if (one instanceof Response.Data(byte[] data, Stat stat)) {
            return other instanceof Response.Data(byte[] data2, Stat stat2)
                    && Arrays.equals(data, data2)
                    && Objects.equals(stat, stat2);
        }
        if (one instanceof Response.Names(List<String> names, Stat stat)) {
            return other instanceof Response.Names(List<String> names2, Stat stat2)
                    && sorted(names).equals(sorted(names2))
                    && Objects.equals(stat, stat2);
        }
        if (one instanceof Response.Clients(List<Identity> clients)) {
            return other instanceof Response.Clients(List<Identity> clients2)
                    && byText(clients).equals(byText(clients2));
        }
        if (one instanceof Response.Results(List<Response.Result> results)) {
            return other instanceof Response.Results(List<Response.Result> results2) && same(results, results2);
        }
        return one.equals(other);
    }

    private static boolean same(List<Response.Result> ones, List<Response.Result> others) {
        if (ones.size() != others.size()) {
            return false;
        }
        for (int i = 0; i < ones.size(); i++) {
            if (!same(ones.get(i), others.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean same(Response.Result one, Response.Result other) {
        if (one instanceof Response.Result.GetData(byte[] data, Stat stat)) {
            return other instanceof Response.Result.GetData(byte[] data2, Stat stat2)
                    && Arrays.equals(data, data2)
                    && Objects.equals(stat, stat2);
        }
        if (one instanceof Response.Result.GetChildren(List<String> names)) {
            return other instanceof Response.Result.GetChildren(List<String> names2)
                    && sorted(names).equals(sorted(names2));
        }
        return one.equals(other);
    }

    /** In words, with data cut short. */
    static String words(@Nullable Response body) {
        if (body instanceof Response.Data(byte[] data, Stat stat)) {
            String text = data == null ? "null" : data.length + " bytes #" + Arrays.hashCode(data);
            return "Data[" + text + ", " + stat + "]";
        }
        return Words.of(body);
    }

    private static List<String> sorted(List<String> names) {
        List<String> copy = new ArrayList<>(names);
        copy.sort(Comparator.naturalOrder());
        return copy;
    }

    private static List<String> byText(List<Identity> identities) {
        return sorted(identities.stream().map(Identity::toString).toList());
    }
}
