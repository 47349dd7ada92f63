package io.quorate.testkit.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How many members the {@link io.quorate.testkit.EmbeddedEnsemble} has that a parameter asks for; without it, three.
 */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface Members {
    /** {@return members that vote} */
    int value();

    /** {@return members that do not, with the highest numbers} */
    int observers() default 0;
}
