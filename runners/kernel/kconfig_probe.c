// SPDX-License-Identifier: GPL-2.0-only
/*
 * Asks Kconfig's own library why options of a request are lost. It is linked with the objects of
 * scripts/kconfig and run by the tree's own makefiles in place of `conf`, reads Kconfig once, and then
 * tries as many requests as it takes, each in a child process, so that none sees another's traces.
 *
 * GULLIVER_REQUEST is the request (lines of .config), GULLIVER_MODE what becomes of symbols that nobody
 * asks for: n, m, y or default. GULLIVER_BASE, if set, is a .config that the request goes on top of.
 * The answer goes to standard output, one fact a line, fields between tabs; see kconfig_answer.hpp.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lkc.h"
#include "internal.h"

#define MOST 1024 /* options in a request */
#define DEEP 5    /* steps from an option to what it fails at */

static struct option {
	char *line, *name, *value;
	bool asked; /* false: wanted, but no line asks for it */
} options[MOST];
static int count;
static char *kept;      /* shared with the children: option i came out as wanted */
static char *suspect;   /* shared too: the value of an option may be the doing of option i */
static bool lost[MOST]; /* of the request as it is */

/* ---- reading the request ---- */

static char *copy(const char *text, size_t length)
{
	char *new = calloc(length + 1, 1);

	return memcpy(new, text, length);
}

/* Takes the quotes off a string, and the backslashes. */
static void unquote(char *text)
{
	char *to = text;

	if (*text != '"')
		return;
	for (char *from = text + 1; *from && *from != '"'; from++) {
		if (*from == '\\' && from[1])
			from++;
		*to++ = *from;
	}
	*to = 0;
}

static void add_option(const char *name, size_t length, const char *value, const char *line)
{
	struct option *option = &options[count++];

	option->name = copy(name, length);
	option->value = copy(value, strlen(value));
	unquote(option->value);
	option->line = copy(line, strlen(line));
	option->asked = *line;
}

static void read_request(const char *file)
{
	static char line[4096];
	FILE *in = fopen(file, "r");
	bool rust = false;

	while (in && count < MOST - 1 && fgets(line, sizeof(line), in)) {
		char *equals = strchr(line, '=');

		line[strcspn(line, "\n")] = 0;
		if (!strncmp(line, "CONFIG_", 7) && equals)
			add_option(line + 7, equals - line - 7, equals + 1, line);
		else if (!strncmp(line, "# CONFIG_", 9))
			add_option(line + 9, strcspn(line + 9, " "), "n", line);
		else
			continue;
		rust |= !strcmp(options[count - 1].name, "RUST");
	}
	if (!rust) /* every cell wants it, whether or not a fragment says so */
		add_option("RUST", 4, "y", "");
}

/* ---- one request, in a child process ---- */

static void copy_file(const char *file, FILE *out)
{
	static char block[65536];
	FILE *in = fopen(file, "r");

	for (size_t size; in && (size = fread(block, 1, sizeof(block), in)) > 0;)
		fwrite(block, 1, size, out);
	if (in)
		fclose(in);
}

/* As conf_set_all_new_symbols() of scripts/kconfig/conf.c. */
static void answer_the_rest(tristate value)
{
	struct menu *menu;

	menu_for_each_entry(menu) {
		struct symbol *sym = menu->sym;

		if (!sym || !menu->prompt || sym_has_value(sym) || sym_is_choice(sym) || sym_is_choice_value(sym) ||
		    (sym->type != S_BOOLEAN && sym->type != S_TRISTATE))
			continue;
		sym->def[S_DEF_USER].tri = value;
		sym->flags |= SYMBOL_DEF_USER;
	}
}

static void apply(const bool *without)
{
	static const char candidate[] = "/tmp/gulliver-candidate.config";
	const char *mode = getenv("GULLIVER_MODE");
	const char *base = getenv("GULLIVER_BASE");
	FILE *out = fopen(candidate, "w");

	if (!freopen("/dev/null", "w", stderr) || !out)
		_exit(2);
	if (base)
		copy_file(base, out);
	for (int i = 0; i < count; i++)
		if (options[i].asked && !(without && without[i]))
			fprintf(out, "%s\n", options[i].line);
	fclose(out);
	if (base)
		conf_read(candidate);
	else if (conf_read_simple(candidate, S_DEF_USER))
		_exit(2);
	if (*mode != 'd')
		answer_the_rest(*mode == 'y' ? yes : *mode == 'm' ? mod : no);
	sym_clear_all_valid();
}

static bool is_tristate(const struct symbol *sym)
{
	return sym->type == S_BOOLEAN || sym->type == S_TRISTATE;
}

static struct symbol *symbol_of(const struct option *option)
{
	struct symbol *sym = sym_find(option->name);

	return sym && sym->type != S_UNKNOWN ? sym : NULL;
}

static tristate wanted_tristate(const struct option *option)
{
	return *option->value == 'y' ? yes : *option->value == 'm' ? mod : no;
}

static bool as_wanted(const struct option *option)
{
	struct symbol *sym = symbol_of(option);

	if (!sym)
		return !strcmp(option->value, "n");
	sym_calc_value(sym);
	if (is_tristate(sym))
		return sym_get_tristate_value(sym) == wanted_tristate(option);
	if (!(sym->flags & SYMBOL_WRITE))
		return false;
	if (sym->type == S_HEX)
		return strtoull(sym_get_string_value(sym), NULL, 16) == strtoull(option->value, NULL, 16);
	return !strcmp(sym_get_string_value(sym), option->value);
}

/* As if Kconfig had kept the option. */
static void force(const struct option *option)
{
	struct symbol *sym = symbol_of(option);

	if (!sym || !is_tristate(sym))
		return;
	sym->curr.tri = wanted_tristate(option);
	sym->flags |= SYMBOL_VALID | SYMBOL_WRITE;
}

/* Tries the request without some options, with some taken for kept; the result is in kept[]. */
static void try(const bool *without, const bool *forced)
{
	pid_t child;
	int status;

	memset(kept, 0, MOST);
	child = fork();
	if (child == 0) {
		apply(without);
		for (int i = 0; forced && i < count; i++)
			if (forced[i])
				force(&options[i]);
		for (int i = 0; i < count; i++)
			kept[i] = as_wanted(&options[i]);
		_exit(0);
	}
	if (child < 0 || waitpid(child, &status, 0) < 0 || !WIFEXITED(status) || WEXITSTATUS(status))
		exit(2);
}

static int kept_count(void)
{
	int sum = 0;

	for (int i = 0; i < count; i++)
		sum += kept[i];
	return sum;
}

/* ---- which are lost for a reason of their own ---- */

static bool kept_if_others_were(int target, const bool *others)
{
	bool forced[MOST];

	memcpy(forced, others, sizeof(forced));
	forced[target] = false;
	try(NULL, forced);
	return kept[target];
}

/* The roots: what stays lost even if all the others were kept. Where several are lost in a circle, the first. */
static void find_roots(bool *root)
{
	bool open[MOST];

	memset(root, 0, MOST * sizeof(*root));
	for (int i = 0; i < count; i++)
		root[i] = lost[i] && !kept_if_others_were(i, lost);
	for (;;) {
		int first = -1;

		try(NULL, root);
		for (int i = 0; i < count; i++) {
			open[i] = lost[i] && !root[i] && !kept[i];
			if (open[i] && first < 0)
				first = i;
		}
		if (first < 0)
			return;
		root[first] = true;
	}
}

/* ---- which requested options are the cause ---- */

static void follow_symbol(struct symbol *sym);

/* What the present value of an expression rests on: a false "and" on the parts that are false, and so on. */
static void follow(struct expr *e)
{
	bool on;

	if (!e)
		return;
	on = expr_calc_value(e) != no;
	switch (e->type) {
	case E_AND:
	case E_OR:
		if (on == (e->type == E_AND) || (expr_calc_value(e->left.expr) != no) == on)
			follow(e->left.expr);
		if (on == (e->type == E_AND) || (expr_calc_value(e->right.expr) != no) == on)
			follow(e->right.expr);
		break;
	case E_NOT:
		follow(e->left.expr);
		break;
	default:
		follow_symbol(e->left.sym);
		if (e->type != E_SYMBOL)
			follow_symbol(e->right.sym);
	}
}

/* SYMBOL_CHECK marks what has been here; the child that does this ends afterwards. */
static void follow_symbol(struct symbol *sym)
{
	struct menu *choice, *member;
	struct property *prop;

	if (!sym || sym->flags & (SYMBOL_CHECK | SYMBOL_CONST))
		return;
	sym->flags |= SYMBOL_CHECK;
	for (int i = 0; sym->name && i < count; i++)
		suspect[i] |= !strcmp(options[i].name, sym->name);
	for (prop = sym->prop; prop; prop = prop->next) {
		follow(prop->visible.expr);
		if (prop->type == P_DEFAULT)
			follow(prop->expr);
	}
	follow(sym->rev_dep.expr);
	follow(sym->implied.expr);
	choice = sym->name ? sym_get_choice_menu(sym) : NULL;
	if (choice)
		menu_for_each_sub_entry(member, choice)
			follow_symbol(member->sym);
}

/* Only what the value of the target rests on can be the cause of its loss. */
static void find_suspects(int target)
{
	pid_t child;

	memset(suspect, 0, MOST);
	child = fork();
	if (child == 0) {
		apply(NULL);
		for (int i = 0; i < count; i++)
			as_wanted(&options[i]);
		follow_symbol(symbol_of(&options[target]));
		suspect[target] = 0;
		for (int i = 0; i < count; i++)
			suspect[i] &= options[i].asked;
		_exit(0);
	}
	if (child > 0)
		waitpid(child, NULL, 0);
}

/* The one option without which the target is kept, and the most of the others; of several, the last. */
static int single_cause(int target)
{
	bool without[MOST] = { false };
	int best = -1, most = -1;

	for (int i = count - 1; i >= 0; i--) {
		if (!suspect[i])
			continue;
		without[i] = true;
		try(without, NULL);
		without[i] = false;
		if (kept[target] && kept_count() > most) {
			most = kept_count();
			best = i;
		}
	}
	return best;
}

/* Asks again for whatever can be asked for without losing the target: what is left can not be spared. */
static void minimise(int target, bool *without)
{
	for (int i = 0; i < count; i++) {
		if (!without[i])
			continue;
		without[i] = false;
		try(without, NULL);
		without[i] = !kept[target];
	}
}

/* The shortest stretch of suspects at the end of the request, or else at its beginning, that has to go. */
static bool stretch_causes(int target, bool *without)
{
	for (int backwards = 1; backwards >= 0; backwards--) {
		memset(without, 0, MOST * sizeof(*without));
		for (int n = 0; n < count; n++) {
			int i = backwards ? count - 1 - n : n;

			if (!suspect[i])
				continue;
			without[i] = true;
			try(without, NULL);
			if (kept[target])
				return true;
		}
	}
	return false;
}

static bool find_causes(int target, bool *causes)
{
	int single;

	find_suspects(target);
	single = single_cause(target);
	memset(causes, 0, MOST * sizeof(*causes));
	if (single >= 0) {
		causes[single] = true;
		return true;
	}
	if (stretch_causes(target, causes)) {
		minimise(target, causes);
		return true;
	}
	memset(causes, 0, MOST * sizeof(*causes));
	return false;
}

/* Whether a lost option and Rust exclude each other: each stays without the other. */
static bool excludes_rust(int target, int rust, const bool *causes)
{
	bool without[MOST] = { false };
	bool together = true;

	if (!options[rust].asked)
		return false;
	without[rust] = true;
	try(without, NULL);
	for (int i = 0; i < count; i++)
		without[i] = i == rust || (i != target && options[i].asked && !kept[i] && !causes[i]);
	if (target == rust)
		without[target] = true;
	try(without, NULL);
	if (target != rust)
		return kept[target];
	for (int i = 0; i < count; i++)
		together = together && (!causes[i] || kept[i]);
	return together;
}

/* ---- telling why, in a child that holds the request as it is ---- */

static void print_name(void *data, struct symbol *sym, const char *text)
{
	(void)sym;
	str_append(data, text);
}

static char *text_of(const struct expr *e)
{
	struct gstr text = str_new();

	expr_print(e, print_name, &text, E_NONE);
	return str_get(&text);
}

static char *valued_text_of(const struct expr *e)
{
	struct gstr text = str_new();

	expr_gstr_print(e, &text);
	return str_get(&text);
}

/* How many parts of an expression have to come true; a measure of how far away it is. */
static int distance(struct expr *e)
{
	int left, right;

	if (!e || expr_calc_value(e) != no)
		return 0;
	if (e->type != E_AND && e->type != E_OR)
		return 1;
	left = distance(e->left.expr);
	right = distance(e->right.expr);
	return e->type == E_AND ? left + right : left < right ? left : right;
}

static bool is_constant(const struct expr *e)
{
	return e && e->type == E_SYMBOL && (e->left.sym->flags & SYMBOL_CONST);
}

static void explain_symbol(struct symbol *sym, int depth);

/* The conjuncts that are false, and what those of them fail at that are a symbol. */
static void explain_false(const char *name, struct expr *e, const char *file, int line, int depth)
{
	if (!e || expr_calc_value(e) != no)
		return;
	if (e->type == E_AND) {
		explain_false(name, e->left.expr, file, line, depth);
		explain_false(name, e->right.expr, file, line, depth);
		return;
	}
	if (is_constant(e)) {
		printf("gulliver\tprobe\t%s\t%s:%d\n", name, file, line);
		return;
	}
	printf("gulliver\tneed\t%s\t%s\t%s\t%s:%d\n", name, text_of(e), valued_text_of(e), file, line);
	if (e->type == E_SYMBOL && depth < DEEP)
		explain_symbol(e->left.sym, depth + 1);
}

/* Of what selects a symbol ("A && COND || B"): the nearest to true among those whose selector is on. */
static struct expr *nearest_select(struct expr *e)
{
	struct expr *left, *right;

	if (e->type != E_OR) {
		const struct expr *selector = e;

		while (selector->type == E_AND)
			selector = selector->left.expr;
		return selector->type == E_SYMBOL && sym_get_tristate_value(selector->left.sym) != no ? e : NULL;
	}
	left = nearest_select(e->left.expr);
	right = nearest_select(e->right.expr);
	if (!left || !right)
		return left ?: right;
	return distance(right) < distance(left) ? right : left;
}

static void print_selectors(const struct expr *e)
{
	if (e->type == E_OR) {
		print_selectors(e->left.expr);
		print_selectors(e->right.expr);
		return;
	}
	while (e->type == E_AND)
		e = e->left.expr;
	if (e->type == E_SYMBOL && e->left.sym->name)
		printf(" %s", e->left.sym->name);
}

static struct property *first_prompt(struct symbol *sym)
{
	struct property *prop, *best = NULL;

	for_all_prompts(sym, prop)
		if (!best || distance(prop->visible.expr) < distance(best->visible.expr))
			best = prop;
	return best;
}

/* A default that could have made the symbol true: what it says, or the macro that said no. */
static void explain_default(struct symbol *sym, struct property *prop, int depth)
{
	explain_false(sym->name, prop->visible.expr, prop->filename, prop->lineno, depth);
	explain_false(sym->name, prop->expr, prop->filename, prop->lineno, depth);
}

/* Why a symbol is n that would have to be y. */
static void explain_symbol(struct symbol *sym, int depth)
{
	struct property *prop = first_prompt(sym);
	struct expr *select = sym->rev_dep.expr ? nearest_select(sym->rev_dep.expr) : NULL;

	if (!sym->name || sym->type == S_UNKNOWN)
		return;
	if (prop) {
		if (expr_calc_value(prop->visible.expr) == no)
			explain_false(sym->name, prop->visible.expr, prop->menu->filename, prop->menu->lineno, depth);
		else
			printf("gulliver\tunasked\t%s\n", sym->name);
		return;
	}
	for (prop = sym->prop; prop && prop->type != P_DEFAULT; prop = prop->next)
		;
	if (select) {
		printf("gulliver\tselect\t%s\t%s\n", sym->name, valued_text_of(select));
		explain_false(sym->name, select, "", 0, depth);
	} else if (prop) {
		explain_default(sym, prop, depth);
	} else if (sym->rev_dep.expr) {
		printf("gulliver\tselectors\t%s\t", sym->name);
		print_selectors(sym->rev_dep.expr);
		printf("\n");
	}
}

/* An option that was to be off and is on: whatever turns it on. */
static void explain_on(struct symbol *sym, struct expr *e)
{
	if (!e)
		return;
	if (e->type == E_OR) {
		explain_on(sym, e->left.expr);
		explain_on(sym, e->right.expr);
	} else if (expr_calc_value(e) != no) {
		printf("gulliver\ton\t%s\t%s\t%s\n", sym->name, text_of(e), valued_text_of(e));
	}
}

/* An option of a choice in which another one was taken. */
static bool explain_choice(struct symbol *sym)
{
	struct menu *choice = sym_get_choice_menu(sym);
	struct symbol *taken = choice ? sym_calc_choice(choice) : NULL;

	if (!taken || taken == sym || sym->visible == no)
		return false;
	printf("gulliver\tchoice\t%s\t%s\n", sym->name, taken->name);
	return true;
}

static void explain_value(struct symbol *sym)
{
	struct property *range = sym_get_range_prop(sym);

	if (range)
		printf("gulliver\trange\t%s\t%s\n", sym->name, valued_text_of(range->expr));
	else
		printf("gulliver\tvalue\t%s\t%s\n", sym->name, sym_get_string_value(sym));
}

static void explain_option(const struct option *option)
{
	struct symbol *sym = symbol_of(option);
	struct property *prompt;

	if (!sym) {
		printf("gulliver\tundefined\t%s\n", option->name);
		return;
	}
	sym_calc_value(sym);
	prompt = first_prompt(sym);
	if (prompt && !expr_is_yes(prompt->visible.expr))
		printf("gulliver\tdepends\t%s\t%s\n", sym->name, valued_text_of(prompt->visible.expr));
	if (is_tristate(sym) && wanted_tristate(option) == no) {
		if (!explain_choice(sym))
			explain_on(sym, sym->rev_dep.expr);
	} else if (!option->asked && prompt && sym->visible != no) {
		printf("gulliver\tunasked\t%s\n", sym->name);
	} else if (!prompt) {
		printf("gulliver\tpromptless\t%s\n", sym->name);
		if (is_tristate(sym))
			explain_symbol(sym, 0);
	} else if (sym->visible == no) {
		explain_false(sym->name, prompt->visible.expr, prompt->menu->filename, prompt->menu->lineno, 0);
	} else if (!explain_choice(sym)) {
		explain_value(sym);
	}
}

static void explain(const struct option *option)
{
	pid_t child;

	fflush(stdout);
	child = fork();
	if (child == 0) {
		apply(NULL);
		explain_option(option);
		fflush(stdout);
		_exit(0);
	}
	if (child > 0)
		waitpid(child, NULL, 0);
}

/* Which of the others come back if this one does. */
static void print_consequences(int target, const bool *root)
{
	bool forced[MOST] = { false };

	forced[target] = true;
	try(NULL, forced);
	for (int i = 0; i < count; i++)
		if (lost[i] && !root[i] && kept[i])
			printf("gulliver\twith\t%s\n", options[i].name);
}

static void tell(int target, int rust, const bool *root)
{
	bool causes[MOST];
	bool caused = symbol_of(&options[target]) && find_causes(target, causes);

	printf("gulliver\tlost\t%s\n", options[target].name);
	explain(&options[target]);
	for (int i = 0; caused && i < count; i++)
		if (causes[i])
			printf("gulliver\tcause\t%s\n", options[i].name);
	if (caused && excludes_rust(target, rust, causes))
		printf("gulliver\texcludes-rust\t%s\n", options[target].name);
	print_consequences(target, root);
}

int main(int argc, char **argv)
{
	bool root[MOST];
	int rust = 0;

	conf_set_message_callback(NULL);
	kept = mmap(NULL, 2 * MOST, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	suspect = kept + MOST;
	if (argc < 2 || kept == MAP_FAILED || !getenv("GULLIVER_REQUEST") || !getenv("GULLIVER_MODE"))
		return 2;
	read_request(getenv("GULLIVER_REQUEST"));
	conf_parse(argv[argc - 1]);
	while (strcmp(options[rust].name, "RUST"))
		rust++;
	try(NULL, NULL);
	for (int i = 0; i < count; i++)
		lost[i] = !kept[i];
	find_roots(root);
	if (root[rust])
		tell(rust, rust, root);
	for (int i = 0; i < count; i++)
		if (root[i] && i != rust)
			tell(i, rust, root);
	printf("gulliver\tend\n");
	return 0;
}
