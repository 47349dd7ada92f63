package io.quorate.client.zookeeper;

import io.quorate.client.zookeeper.data.ACL;
import io.quorate.client.zookeeper.data.Id;
import io.quorate.data.Permission;
import io.quorate.data.ZnodePath;
import io.quorate.wire.Protocol;
import java.util.ArrayList;
import java.util.List;

/** Names and numbers that programs use. */
public class ZooDefs {
    /** The members of the ensemble as text. */
    public static final String CONFIG_NODE = ZnodePath.CONFIG;
    /** Everything below belongs to the service. */
    public static final String ZOOKEEPER_NODE_SUBTREE = "/zookeeper/";

    /** As in the Apache client; there is nothing to be made of it. */
    public ZooDefs() {}

    /** Permission bits. */
    public interface Perms {
        /** Read data and children. */
        int READ = Permission.READ;
        /** Set data. */
        int WRITE = Permission.WRITE;
        /** Create children. */
        int CREATE = Permission.CREATE;
        /** Delete children. */
        int DELETE = Permission.DELETE;
        /** Set the ACL. */
        int ADMIN = Permission.ADMIN;
        /** All five. */
        int ALL = Permission.ALL;
    }

    /** Identities and lists that are used often. */
    public interface Ids {
        /** Everybody. */
        Id ANYONE_ID_UNSAFE = new Id("world", "anyone");
        /** Whoever the creator has proved to be. */
        Id AUTH_IDS = new Id("auth", "");
        /** Everybody may do everything. */
        ArrayList<ACL> OPEN_ACL_UNSAFE = new ArrayList<>(List.of(new ACL(Perms.ALL, ANYONE_ID_UNSAFE)));
        /** The creator may do everything, nobody else anything. */
        ArrayList<ACL> CREATOR_ALL_ACL = new ArrayList<>(List.of(new ACL(Perms.ALL, AUTH_IDS)));
        /** Everybody may read. */
        ArrayList<ACL> READ_ACL_UNSAFE = new ArrayList<>(List.of(new ACL(Perms.READ, ANYONE_ID_UNSAFE)));
    }

    /** Numbers of operations. */
    public interface OpCode {
        /** An event. */
        int notification = Protocol.OP_NOTIFICATION;
        /** Create. */
        int create = Protocol.OP_CREATE;
        /** Delete. */
        int delete = Protocol.OP_DELETE;
        /** Exists. */
        int exists = Protocol.OP_EXISTS;
        /** Get data. */
        int getData = Protocol.OP_GET_DATA;
        /** Set data. */
        int setData = Protocol.OP_SET_DATA;
        /** Get the ACL. */
        int getACL = Protocol.OP_GET_ACL;
        /** Set the ACL. */
        int setACL = Protocol.OP_SET_ACL;
        /** Get children. */
        int getChildren = Protocol.OP_GET_CHILDREN;
        /** Sync. */
        int sync = Protocol.OP_SYNC;
        /** Ping. */
        int ping = Protocol.OP_PING;
        /** Get children and Stat. */
        int getChildren2 = Protocol.OP_GET_CHILDREN2;
        /** Check a version. */
        int check = Protocol.OP_CHECK;
        /** Many writes. */
        int multi = Protocol.OP_MULTI;
        /** Create and tell the Stat. */
        int create2 = Protocol.OP_CREATE2;
        /** Change the members. */
        int reconfig = Protocol.OP_RECONFIG;
        /** Ask for a watch. */
        int checkWatches = Protocol.OP_CHECK_WATCHES;
        /** Remove a watch. */
        int removeWatches = Protocol.OP_REMOVE_WATCHES;
        /** Create a container. */
        int createContainer = Protocol.OP_CREATE_CONTAINER;
        /** Remove a container. */
        int deleteContainer = Protocol.OP_DELETE_CONTAINER;
        /** Create with a time to live. */
        int createTTL = Protocol.OP_CREATE_TTL;
        /** Many reads. */
        int multiRead = Protocol.OP_MULTI_READ;
        /** Prove an identity. */
        int auth = Protocol.OP_AUTH;
        /** Set watches again. */
        int setWatches = Protocol.OP_SET_WATCHES;
        /** Prove an identity by SASL. */
        int sasl = Protocol.OP_SASL;
        /** Get ephemerals. */
        int getEphemerals = Protocol.OP_GET_EPHEMERALS;
        /** Count descendants. */
        int getAllChildrenNumber = Protocol.OP_GET_ALL_CHILDREN_NUMBER;
        /** Set watches again, those that stay too. */
        int setWatches2 = Protocol.OP_SET_WATCHES2;
        /** Set a watch that stays. */
        int addWatch = Protocol.OP_ADD_WATCH;
        /** Who am I. */
        int whoAmI = Protocol.OP_WHO_AM_I;
        /** Make a session. */
        int createSession = Protocol.OP_CREATE_SESSION;
        /** End a session. */
        int closeSession = Protocol.OP_CLOSE_SESSION;
        /** Failed. */
        int error = Protocol.OP_ERROR;
    }
}
