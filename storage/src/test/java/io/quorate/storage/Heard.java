package io.quorate.storage;

import io.quorate.storage.disk.StorageListener;
import java.util.ArrayList;
import java.util.List;

/** Remembers what storage said. */
public final class Heard implements StorageListener {
    private final List<String> warnings = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private int syncs;

    @Override
    public void warned(String message) {
        warnings.add(message);
    }

    @Override
    public void noted(String message) {
        notes.add(message);
    }

    @Override
    public void synced(long nanos) {
        syncs++;
    }

    public List<String> warnings() {
        return warnings;
    }

    public List<String> notes() {
        return notes;
    }

    public int syncs() {
        return syncs;
    }
}
