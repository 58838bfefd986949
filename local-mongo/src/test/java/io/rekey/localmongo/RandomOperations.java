package io.rekey.localmongo;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.UpdateOptions;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Random;
import org.bson.Document;

/** Reads and writes on few documents with few values, so that they meet often. */
final class RandomOperations {
    private static final List<Document> SORTS = List.of(
            new Document("_id", 1), new Document("at", -1).append("_id", 1), new Document("n", 1).append("_id", -1));

    private final Random random;

    RandomOperations(long seed) {
        this.random = new Random(seed);
    }

    /** Something to do to a collection; the outcome is comparable, errors are their code. */
    record Operation(String name, Document filter, Document change, Document sort) {
        Object on(MongoCollection<Document> users) {
            try {
                return run(users);
            } catch (MongoWriteException e) {
                return e.getError().getCode();
            } catch (MongoCommandException e) {
                return e.getErrorCode();
            }
        }

        private Object run(MongoCollection<Document> users) {
            UpdateOptions upsert = new UpdateOptions().upsert(true);
            return switch (name) {
                case "insert" -> users.insertOne(new Document(change)).wasAcknowledged();
                case "delete" -> users.deleteOne(filter);
                case "updateOne" -> users.updateOne(filter, change);
                case "updateMany" -> users.updateMany(filter, change);
                case "upsert" -> users.updateOne(filter, change, upsert).toString();
                case "modify" ->
                    users.findOneAndUpdate(
                            filter,
                            change,
                            new FindOneAndUpdateOptions().sort(sort).returnDocument(ReturnDocument.AFTER));
                case "count" -> users.countDocuments(filter);
                default -> users.find(filter).sort(sort).skip(1).limit(5).into(new ArrayList<>());
            };
        }
    }

    Operation next() {
        Document sort = pick(SORTS);
        return switch (random.nextInt(12)) {
            case 0, 1 -> new Operation("insert", new Document(), user(), sort);
            case 2 -> new Operation("delete", new Document("_id", id()), new Document(), sort);
            case 3, 4 -> new Operation("updateOne", filterOfOne(), change(), sort);
            case 5 -> new Operation("updateMany", filter(), changeOfMany(), sort);
            case 6 -> new Operation("upsert", new Document("_id", id()).append("n", number()), change(), sort);
            case 7 -> new Operation("modify", filter(), change(), sort);
            case 8 -> new Operation("count", filter(), new Document(), sort);
            default -> new Operation("find", filter(), new Document(), sort);
        };
    }

    private Document user() {
        Document user = new Document("_id", id()).append("n", number()).append("at", date());
        if (random.nextBoolean()) {
            user.append("email", email());
        }
        if (random.nextBoolean()) {
            user.append("keys", List.of(key(), key()));
        }
        return random.nextBoolean() ? user.append("tags", List.of(tag(), tag())) : user;
    }

    /** Which of several matches an update of one changes is up to the server. */
    private Document filterOfOne() {
        return new Document("_id", id()).append("$and", List.of(filter()));
    }

    private Document filter() {
        Document filter = new Document();
        int conditions = 1 + random.nextInt(3);
        for (int i = 0; i < conditions; i++) {
            Document condition = condition();
            if (random.nextInt(4) == 0) {
                condition = new Document("$and", List.of(condition));
            }
            filter.putAll(condition);
        }
        return filter;
    }

    private Document condition() {
        return switch (random.nextInt(12)) {
            case 0 -> new Document("_id", id());
            case 1 -> new Document("_id", new Document("$in", List.of(id(), id(), id())));
            case 2 -> new Document("n", number());
            case 3 -> new Document("n", new Document(pick(List.of("$lt", "$gte", "$ne")), number()));
            case 4 -> new Document("email", random.nextInt(5) == 0 ? null : email());
            case 5 -> new Document("at", new Document(pick(List.of("$lt", "$lte", "$gt", "$gte")), date()));
            case 6 -> new Document("at", new Document("$gte", date()).append("$lt", date()));
            case 7 -> new Document("tags", tag());
            case 8 -> new Document("tags", new Document("$lt", tag()));
            case 9 -> new Document("keys.id", random.nextInt(12));
            case 10 -> new Document("keys", new Document("$elemMatch", new Document("n", number())));
            default -> new Document("$or", List.of(new Document("n", number()), new Document("email", null)));
        };
    }

    private Document change() {
        return random.nextInt(5) == 0 ? new Document("$set", new Document("email", email())) : changeOfMany();
    }

    /** Of no unique field: which of many gets the value before the others are refused is up to the server. */
    private Document changeOfMany() {
        return switch (random.nextInt(8)) {
            case 0 -> new Document("$unset", new Document("email", 1));
            case 1 -> new Document("$inc", new Document("n", 1));
            case 2 -> new Document("$max", new Document("fences.a", number()).append("fences.b", number()));
            case 3 -> new Document("$set", new Document("at", date()));
            case 4 -> new Document("$addToSet", new Document("tags", tag()));
            case 5 -> new Document("$pull", new Document("keys", new Document("n", new Document("$lt", 2))));
            case 6 ->
                new Document("$push", new Document("keys", new Document("$each", List.of(key())).append("$slice", -3)));
            default -> new Document("$set", new Document("keys", List.of(key())));
        };
    }

    private Document key() {
        return new Document("id", random.nextInt(1_000)).append("n", number());
    }

    private int id() {
        return random.nextInt(40);
    }

    private int number() {
        return random.nextInt(5);
    }

    private Date date() {
        return new Date(random.nextInt(20));
    }

    private String email() {
        return "e" + random.nextInt(25);
    }

    private String tag() {
        return "t" + random.nextInt(4);
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
