package io.quorate.recipes.naming;

/** An instance that was chosen, in use until this is closed. Safe for use by every thread. */
public final class Choice implements AutoCloseable {
    private final Instances instances;
    private final String name;
    private final Instance instance;
    private boolean isOver;

    Choice(Instances instances, String name, Instance instance) {
        this.instances = instances;
        this.name = name;
        this.instance = instance;
    }

    /** {@return the unique name of the instance} */
    public String name() {
        return name;
    }

    /** {@return the instance as it described itself} */
    public Instance instance() {
        return instance;
    }

    /** The instance did not do its work: this caller leaves it out for {@value Instances#REST_SECONDS} s. */
    public void failed() {
        instances.rest(name);
    }

    /** It is not in use any more. */
    @Override
    public synchronized void close() {
        if (!isOver) {
            isOver = true;
            instances.unused(name);
        }
    }
}
