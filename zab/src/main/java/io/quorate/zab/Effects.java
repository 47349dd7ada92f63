package io.quorate.zab;

/** Takes the effects of a step, in the order in which they are to be carried out. */
@FunctionalInterface
public interface Effects {
    void emit(Effect effect);
}
