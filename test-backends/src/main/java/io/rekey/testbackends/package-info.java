/** The broker and the database that tests run against: in this process, or in containers. */
@NullMarked
package io.rekey.testbackends;

import org.jspecify.annotations.NullMarked;
