package io.quorate.tree.txn;

import io.quorate.data.Acl;
import io.quorate.tree.txn.TxnCodec.Logged;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Txns by dice: every kind, every shape of data and ACL. */
final class RandomTxn {
    private final Random random;

    private RandomTxn(Random random) {
        this.random = random;
    }

    static Logged logged(Random random) {
        RandomTxn dice = new RandomTxn(random);
        TxnHeader header = new TxnHeader(random.nextLong(), random.nextInt(), random.nextLong(), random.nextLong());
        Txn txn = dice.txn();
        boolean hasDigest = random.nextBoolean() && !(txn instanceof Txn.Error);
        return new Logged(header, txn, hasDigest, hasDigest ? random.nextLong() : 0);
    }

    private Txn txn() {
        return switch (random.nextInt(6)) {
            case 0 -> new Txn.CreateSession(random.nextInt());
            case 1 -> new Txn.CloseSession(list(this::path));
            case 2 -> new Txn.SetAcl(path(), acl(), random.nextInt());
            case 3 -> new Txn.Reconfig(path(), data(), random.nextInt());
            case 4 -> new Txn.Multi(list(this::part));
            default -> {
                Txn part = part();
                yield part instanceof Txn.Check ? new Txn.Delete(path()) : part;
            }
        };
    }

    private Txn part() {
        return switch (random.nextInt(8)) {
            case 0 ->
                new Txn.Create(
                        random.nextBoolean() ? Txn.CreateForm.CREATE : Txn.CreateForm.CREATE2,
                        path(),
                        data(),
                        acl(),
                        random.nextBoolean(),
                        random.nextInt());
            case 1 -> new Txn.CreateContainer(path(), data(), acl(), random.nextInt());
            case 2 -> new Txn.CreateTtl(path(), data(), acl(), random.nextInt(), random.nextLong());
            case 3 -> new Txn.Delete(path());
            case 4 -> new Txn.DeleteContainer(path());
            case 5 -> new Txn.SetData(path(), data(), random.nextInt());
            case 6 -> new Txn.Check(path(), random.nextInt());
            default -> new Txn.Error(-random.nextInt(128));
        };
    }

    private String path() {
        return "/" + "añ漢/z".substring(random.nextInt(5)) + random.nextInt(1000);
    }

    private byte @Nullable [] data() {
        if (random.nextInt(4) == 0) {
            return null;
        }
        byte[] data = new byte[random.nextInt(20)];
        random.nextBytes(data);
        return data;
    }

    private List<Acl> acl() {
        return list(() -> new Acl(random.nextInt(), random.nextBoolean() ? "digest" : "ip", "id" + random.nextInt(9)));
    }

    private <T> List<T> list(Supplier<T> element) {
        List<T> list = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            list.add(element.get());
        }
        return list;
    }
}
