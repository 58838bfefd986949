/** Enrollments: started, activated by the first right code, looked at, and removed when they turn out to belong to nothing. */
@NullMarked
package io.rekey.mfa.enrollment;

import org.jspecify.annotations.NullMarked;
