package io.rekey.mfa.enrollment;

import io.rekey.mfa.user.EnrollmentId;
import io.rekey.mfa.user.FactorsDocument;
import io.rekey.mfa.user.Fences;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.data.mongodb.core.mapping.FieldType;
import org.springframework.data.mongodb.core.mapping.MongoId;

/**
 * A user's document as this feature reads it.
 *
 * @param userId kept as the string it is: an id that looks like an ObjectId must not become one, two spellings would meet
 * @param enrollments in the order in which they were started
 */
@Document(FactorsDocument.COLLECTION)
@TypeAlias("factors")
public record EnrolledUser(
        @MongoId(FieldType.STRING) String userId,
        @Nullable Map<String, Long> fences,
        @Nullable List<Enrollment> enrollments) {

    static EnrolledUser unknown(String userId) {
        return new EnrolledUser(userId, Map.of(), List.of());
    }

    /** All enrollments of the user, whether or not identity-service has confirmed them. */
    public List<Enrollment> all() {
        return enrollments == null ? List.of() : enrollments;
    }

    /** One of this user's enrollments; another user's id finds nothing. */
    public Optional<Enrollment> enrollment(EnrollmentId id) {
        return all().stream().filter(one -> one.id().equals(id.value())).findFirst();
    }

    Fences ownFences() {
        return new Fences(fences);
    }
}
