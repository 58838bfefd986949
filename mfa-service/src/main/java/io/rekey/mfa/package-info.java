/** mfa-service: the second factors of users; what is shared by its features stands here. */
@NullMarked
package io.rekey.mfa;

import org.jspecify.annotations.NullMarked;
